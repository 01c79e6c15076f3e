"""发文稿纸用例：填了什么、空着什么；由案卷、草稿、路线各怎样得来；不动别人的文件。"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from tests.helpers import names, tree
from tests.signoff.chain_scene import OFFICE, TITLE, Story, changed, finished, provisional, returned

from gongwen.agency import Agency
from gongwen.agency.people import Person
from gongwen.errors import ClassifiedError, FontError, GongwenError, LayoutError, OutputError, RefusedError
from gongwen.layout.sheet.model import Box, Field, Opinion, Sheet, Size
from gongwen.office.route import headings
from gongwen.office.sheet import MadeSheet, SheetOptions, make_sheet
from gongwen.office.sheet_content import Material, make_content, visible
from gongwen.signoff.timeline import RowState, timeline
from gongwen.signoff.vocabulary import Decision

DOCX, PDF = SheetOptions(formats=("docx",)), SheetOptions(formats=("pdf",))
DRAFT = """\
---
文种: 通知
发文机关: 青溪县人民政府办公室
标题: 关于做好防汛备汛工作的通知
主送机关: [各乡镇人民政府, 县政府各部门]
抄送机关: [县委办公室]
会签: [县水务局]
紧急程度: 加急
公开属性: 主动公开
附件:
  - 防汛责任人名单
  - 值班表
---
正文。
"""


def content(story: Story, agency: Agency | None = None) -> Sheet:
    about = timeline(story.manifest)
    returns = tuple(row for row in about.rows if row.state is RowState.RETURNED)
    return make_content(
        Material(
            "发文稿纸",
            about.stations,
            opinions=about.opinions,
            returns=returns,
            changed=about.changed,
            agency=agency,
            title=about.title,
            number=about.issue_number or "",
            day=about.last_day,
        )
    )


def case(story: Story, folder: Path) -> Path:
    """案卷：只有清单。"""
    folder.mkdir(parents=True)
    (folder / "通知.manifest.jsonl").write_bytes(story.data)
    return folder


def docx_text(path: Path) -> str:
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
        return package.read("word/document.xml").decode()


def pdf_text(path: Path) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(path))


# —— 各格填什么 ——


def test_an_opinion_on_the_words_before_says_so() -> None:
    marks = [each.marks for box in content(changed()).boxes for each in box.opinions]
    assert [each[-1] for each in marks] == ["内容其后有改动"] * 4


def test_a_finished_case_fills_every_opinion_name_and_date() -> None:
    made = content(finished())
    assert made.boxes == (
        Box(
            "审签",
            "分管副县长、县长",
            (
                Opinion(
                    "陆听澜", "2026年5月7日", "待补签", ("已补签：电话请示，陆听澜在省里开会", "登记：方见微")
                ),
                Opinion("陆听澜", "2026年5月8日", "补签"),
            ),
            Size.APPROVAL,
        ),
        Box("会签", "青溪县应急管理局", (Opinion("钟怀远", "2026年5月6日", "同意。"),)),
        Box(
            "会签",
            "青溪县水务局",
            (Opinion("梁知夏", "2026年5月7日", "同意", ("手签登记：方见微",)),),
        ),
        Box("主任审核", "主任", (Opinion("顾清岚", "2026年5月7日", "圈阅（视为同意）", ("放行 1 处",)),)),
        Box("初审把关", "秘书科长", (Opinion("沈砚舟", "2026年5月6日", "修改：文字已改，请会签。"),)),
    )
    assert made.records == (
        Box(
            "登记编号",
            "秘书科",
            (Opinion("周启明", "2026年5月8日", "登记：青政办发〔2026〕18号"),),
            Size.RECORD,
        ),
        Box("校对印制", "秘书科", (Opinion("周启明", "2026年5月8日", "办结"),), Size.RECORD),
        Box("用印", "印章管理", (Opinion("许闻笛", "2026年5月8日", "用印：办公室印章，46 份"),), Size.RECORD),
        Box("分送", "秘书科", (Opinion("周启明", "2026年5月8日", "核发"),), Size.RECORD),
    )
    assert made.numbers == (Field("发文字号", "青政办发〔2026〕18号"), Field("份数", "46 份"))
    assert (made.title, made.date) == (TITLE, (2026, 5, 8))


def test_a_return_and_the_drafters_words_stand_in_the_remark() -> None:
    assert content(returned()).remark == (
        "拟稿：已与县水务局核对。\n"
        "2026年5月6日 沈砚舟（初审把关）退回到“拟稿”：第二条的转移人数与水务局的数据不一致，核实后再报。"
    )


def test_steps_not_yet_taken_stay_blank_for_the_pen() -> None:
    made = content(returned())
    assert [(box.label, box.hint, len(box.opinions)) for box in (*made.boxes, *made.records)] == [
        ("审签", "分管副县长、县长", 0),
        ("会签", "青溪县应急管理局", 1),
        ("会签", "青溪县水务局", 0),
        ("主任审核", "主任", 0),
        ("初审把关", "秘书科长", 1),
        ("登记编号", "秘书科", 0),
        ("校对印制", "秘书科", 0),
        ("用印", "印章管理", 0),
        ("分送", "秘书科", 0),
    ]


def test_a_provisional_consent_says_it_is_still_open() -> None:
    (opinion,) = content(provisional()).boxes[0].opinions
    assert opinion.marks == ("还没有补签：电话请示，陆听澜在省里开会", "登记：方见微")


def test_content_changed_after_approval_blanks_the_approval_and_says_so() -> None:
    made = content(changed())
    assert made.boxes[0] == Box("审签", "分管副县长、县长", (), Size.APPROVAL)
    assert made.remark.endswith("签发之后内容有改动，要由签发人重新签发（条例第二十五条）")


def test_a_delegate_is_shown_with_the_one_he_acts_for() -> None:
    story = Story().build(countersigners=())
    story.sign("draft", "周启明", Decision.DRAFT).sign("first", "沈砚舟", Decision.AGREE)
    story.now = story.now.replace(day=12)
    story.sign("director", "何叙白", Decision.AGREE, on_behalf_of="顾清岚")
    (opinion,) = content(story).boxes[1].opinions
    assert opinion == Opinion("何叙白", "2026年5月12日", "同意", ("代签，受顾清岚委托",))


def test_the_drafter_comes_with_his_telephone() -> None:
    agency = Agency(OFFICE, Path(), "", people=(Person("周启明", "副科长", phone="0399-7212345"),))
    assert content(finished(), agency).drafting == (
        Field("主办单位"),
        Field("拟稿人", "周启明\n2026年5月6日"),
        Field("电话", "0399-7212345"),
    )


def test_a_step_that_the_conditions_leave_out_has_no_cell_and_proofreading_always_has_one() -> None:
    made = content(Story().build(conditions=(), countersigners=()))
    assert [box.label for box in made.boxes] == ["审签", "初审把关"]
    assert [box.label for box in made.records] == ["登记编号", "校对印制", "用印", "分送"]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("同意。", "同意。"),
        ("a\x00b\x1b[31m", "a〔U+0000〕b〔U+001B〕[31m"),
        ("甲\u202e乙", "甲〔U+202E〕乙"),
        ("一\r\n二\r三\t四", "一\n二\n三　四"),
        ("\ud800", "〔U+D800〕"),
        ("全角　空格", "全角　空格"),
    ],
)
def test_characters_that_are_not_seen_are_shown(given: str, shown: str) -> None:
    assert visible(given) == shown


# —— 由案卷 ——


def test_a_case_gives_both_files_beside_its_manifest(desk: Path) -> None:
    made = make_sheet(case(finished(), desk / "案"), around=desk)
    assert names(desk / "案") == ["通知.manifest.jsonl", "通知.sheet.docx", "通知.sheet.pdf"]
    head = finished().manifest.head or ""
    text = pdf_text(desk / "案" / "通知.sheet.pdf")
    assert "欧阳" not in text
    assert "陆听澜" in text
    assert f"据流转清单前 16 行（{head[:16]}），真伪以验证为准" in text
    assert (made.faces, made.route, made.opinions) == (1, "县政府办公室发文（重要）", 10)
    assert made.notices[0] == "附近没有草稿，主送、抄送、附件这些格空着；有草稿的加 --draft"


def test_a_blank_sheet_of_a_case_has_no_opinion_and_the_digest_of_the_content(desk: Path) -> None:
    options = SheetOptions(blank=True, formats=("docx",))
    made = make_sheet(case(finished(), desk / "案"), options, around=desk)
    text = docx_text(desk / "案" / "通知.sheet.docx")
    assert "陆听澜" not in text
    assert "青政办发〔2026〕18号" in text
    assert TITLE in text
    assert made.opinions == 0
    assert (made.faces, len(made.outputs)) == (0, 1)


def test_the_same_case_gives_the_same_bytes(desk: Path) -> None:
    first = case(finished(), desk / "一")
    second = case(finished(), desk / "二")
    make_sheet(first, around=desk)
    make_sheet(second, around=desk)
    assert tree(first) == tree(second)


def test_a_case_without_a_route_is_refused(desk: Path) -> None:
    with pytest.raises(RefusedError) as caught:
        make_sheet(case(Story(route=None).build(), desk / "案"), around=desk)
    assert caught.value.what == "这一件构建的时候没有选路线，稿纸不知道有哪几步"
    assert names(desk / "案") == ["通知.manifest.jsonl"]


def test_a_torn_last_line_is_left_out_and_told(desk: Path) -> None:
    folder = case(returned(), desk / "案")
    with (folder / "通知.manifest.jsonl").open("ab") as file:
        file.write(finished().data.splitlines()[-1][:-30])
    made = make_sheet(folder, DOCX, around=desk)
    assert made.notices[0] == "清单的最后一行写到一半，不算数，没有印"
    assert made.opinions == 2


@pytest.mark.parametrize("comment", ["#text[坏] <w:t>&amp;</w:t> \\ $x$", "a\x07\x1b[2J\u202eb"])
def test_a_hostile_comment_is_only_text(desk: Path, comment: str) -> None:
    story = Story().build().sign("draft", "周启明", Decision.DRAFT)
    story.sign("first", "沈砚舟", Decision.AGREE, comment=comment)
    make_sheet(case(story, desk / "案"), around=desk)
    got = pdf_text(desk / "案" / "通知.sheet.pdf").replace("\r\n", "").replace(" ", "")
    assert visible(comment).replace(" ", "") in got


def test_an_opinion_as_long_as_a_book_is_refused_with_its_place(desk: Path) -> None:
    story = Story().build().sign("draft", "周启明", Decision.DRAFT)
    story.sign("first", "沈砚舟", Decision.AGREE, comment="长" * 40_000)
    with pytest.raises(LayoutError) as caught:
        make_sheet(case(story, desk / "案"), around=desk)
    assert (caught.value.what, caught.value.where.key) == ("字数超过 40000，稿纸印不下", "初审把关")


def test_a_signed_character_without_a_font_is_named_and_docx_still_works(desk: Path) -> None:
    story = Story().build().sign("draft", "周启明", Decision.DRAFT)
    story.sign("first", "沈砚舟", Decision.AGREE, comment="同意\ue123")
    folder = case(story, desk / "案")
    with pytest.raises(FontError) as caught:
        make_sheet(folder, around=desk)
    assert caught.value.where.key == "初审把关"
    assert caught.value.next_step is not None
    assert caught.value.next_step.startswith("签了的意见改不得")
    assert names(folder) == ["通知.manifest.jsonl"]
    make_sheet(folder, DOCX, around=desk)
    assert "同意\ue123" in docx_text(folder / "通知.sheet.docx")


# —— 草稿 ——


def built(desk: Path, text: str = DRAFT) -> Path:
    """真的构建出来的案卷。"""
    from gongwen.office.build import BuildOptions, build

    (desk / "通知.md").write_text(text, encoding="utf-8")
    build([desk / "通知.md"], BuildOptions(formats=("docx",)))
    return desk / "build" / "通知"


ELEMENTS = ("各乡镇人民政府，县政府各部门", "县委办公室", "加急", "主动公开", "2. 值班表", "会签（县水务局）")


def test_the_elements_come_from_the_draft_near_the_case(desk: Path) -> None:
    made = make_sheet(built(desk), DOCX)
    text = docx_text(made.outputs[0])
    assert [each for each in ELEMENTS if each not in text] == []
    assert [each for each in made.notices if "草稿" in each] == []


def test_a_draft_changed_since_is_not_used(desk: Path) -> None:
    folder = built(desk)
    (desk / "通知.md").write_text(DRAFT.replace("县委办公室", "县政协办公室"), encoding="utf-8")
    made = make_sheet(folder, DOCX)
    assert made.notices[0].endswith("草稿在构建之后改过，主送、抄送、附件这些格空着")
    text = docx_text(made.outputs[0])
    assert "县政协办公室" not in text
    assert "县委办公室" not in text
    assert "关于做好防汛备汛工作的通知" in text


def test_a_draft_given_must_be_the_one_that_was_built(desk: Path) -> None:
    folder = built(desk)
    other = desk / "别处" / "稿.md"
    other.parent.mkdir()
    (desk / "通知.md").rename(other)
    made = make_sheet(folder, SheetOptions(draft=other, formats=("docx",)))
    assert "县委办公室" in docx_text(made.outputs[0])
    other.write_text(DRAFT.replace("县委办公室", "县政协办公室"), encoding="utf-8")
    with pytest.raises(RefusedError) as caught:
        make_sheet(folder, SheetOptions(draft=other, formats=("docx",)))
    assert caught.value.what == "这份草稿与构建的内容不同"


def test_a_draft_that_was_never_built_gets_a_blank_sheet(desk: Path) -> None:
    (desk / "通知.md").write_text(DRAFT, encoding="utf-8")
    made = make_sheet(desk / "通知.md", DOCX)
    assert names(desk) == ["build/通知/通知.sheet.docx", "通知.md"]
    text = docx_text(made.outputs[0])
    assert [each for each in ELEMENTS if each not in text] == []
    assert made.opinions == 0
    assert made.notices[0].startswith(f"审签路线：{made.route}（")


def test_a_classified_draft_is_refused(desk: Path) -> None:
    (desk / "通知.md").write_text(DRAFT.replace("紧急程度", "密级: 秘密\n紧急程度"), encoding="utf-8")
    with pytest.raises(ClassifiedError):
        make_sheet(desk / "通知.md", DOCX)
    assert names(desk) == ["通知.md"]


# —— 只有路线 ——


def test_every_outgoing_route_has_a_blank_sheet_on_one_page_with_all_its_steps(desk: Path) -> None:
    from gongwen.office.route import load_route

    outgoing = [each for each in headings(None) if not each.incoming]
    assert len(outgoing) >= 20
    faces: dict[str, int] = {}
    for each in outgoing:
        made = make_sheet(None, SheetOptions(blank=True, route=each.name, formats=("pdf",)))
        faces[each.name] = made.faces
        text = pdf_text(made.outputs[0]).replace("\r\n", "")
        shown = [step.name for step in load_route(each).steps[1:]]
        assert [name for name in shown if name not in text] == []
    assert set(faces.values()) == {1}


def test_the_heading_is_the_offices_or_the_one_asked_for(desk: Path) -> None:
    agency = Agency(OFFICE, desk, "")
    options = SheetOptions(route="条例发文程序", formats=("docx",))
    made = make_sheet(None, options, agency=agency)
    assert "青溪县人民政府办公室发文稿纸" in docx_text(made.outputs[0])
    asked = SheetOptions(route="条例发文程序", formats=("docx",), heading="望川区发文拟稿签")
    assert "望川区发文拟稿签" in docx_text(make_sheet(None, asked, agency=agency).outputs[0])


@pytest.mark.parametrize(
    ("path", "options", "what"),
    [
        (None, SheetOptions(), "没有说印哪一件的稿纸"),
        (None, SheetOptions(route="县政府办收文"), "“县政府办收文”是收文的路线，用不着发文稿纸"),
        (None, SheetOptions(route="县府办发文"), "没有“县府办发文”这条路线"),
        (None, SheetOptions(route="条例发文程序", formats=("pfd",)), "不能输出“pfd”"),
        (None, SheetOptions(route="条例发文程序", formats=()), "没有要输出的格式"),
        (Path("案"), SheetOptions(route="条例发文程序"), "案卷照它自己的路线印"),
        (Path("稿.md"), SheetOptions(draft=Path("稿.md")), "写了两份草稿"),
        (Path("没有.md"), SheetOptions(), "找不到这个文件"),
        (Path("没有.manifest.jsonl"), SheetOptions(), "没有这个文件或文件夹"),
    ],
)
def test_what_cannot_be_done_is_said(desk: Path, path: Path | None, options: SheetOptions, what: str) -> None:
    (desk / "案").mkdir()
    with pytest.raises(GongwenError) as caught:
        make_sheet(path, options)
    assert caught.value.what == what
    assert names(desk) == []


# —— 写出 ——


def blank(desk: Path) -> MadeSheet:
    return make_sheet(None, SheetOptions(route="条例发文程序", out=desk / "出"))


def test_its_own_files_are_replaced(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(desk / "缓存"))
    folder = case(returned(), desk / "案")
    make_sheet(folder, around=desk)
    before = tree(folder)
    (folder / "通知.manifest.jsonl").write_bytes(finished().data)
    make_sheet(folder, around=desk)
    assert all(before[name] != digest for name, digest in tree(folder).items())


def test_a_file_that_someone_else_wrote_stops_both(desk: Path) -> None:
    (desk / "出").mkdir()
    (desk / "出" / "发文稿纸-条例发文程序.sheet.pdf").write_bytes(b"%PDF mine")
    before = tree(desk / "出")
    with pytest.raises(OutputError) as caught:
        blank(desk)
    assert caught.value.what == "已有这个文件，不是本程序写的（或写了以后改过），没有动它"
    assert tree(desk / "出") == before


def test_a_link_in_the_way_is_not_followed(desk: Path) -> None:
    (desk / "出").mkdir()
    target = desk / "别人的.pdf"
    target.write_bytes(b"mine")
    (desk / "出" / "发文稿纸-条例发文程序.sheet.pdf").symlink_to(target)
    with pytest.raises(OutputError):
        blank(desk)
    assert target.read_bytes() == b"mine"


def test_a_full_disk_leaves_nothing(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError) as caught:
        blank(desk)
    assert caught.value.what == "写不出去：磁盘满了"
    assert names(desk / "出") == []

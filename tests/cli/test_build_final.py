"""gongwen build --final：说什么、以什么退出。"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.helpers import BODY, run, told, tree
from tests.office.final_scene import FRONT, Desk
from tests.office.test_seal_image import seal

from gongwen.signoff.step import Waiver
from gongwen.signoff.vocabulary import Decision

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

NUMBER = "澜政办发〔2024〕18号"
SEALED = {"seal": "发文机关印章", "copies": 46}


def desk_at(folder: Path, front: str = FRONT, body: str | None = None) -> Desk:
    """两年前办的一件：命令用的是真的时钟，不能早于前面的步骤。"""
    return Desk(folder, front, body).at("2024-05-08")


def final(*more: str) -> Result:
    return run("build", "稿.md", "--final", "--format", "pdf", *more)


def test_a_final_is_told_and_makes_it_0(desk: Path) -> None:
    from gongwen.proofing.rules import RULES

    made = desk_at(desk, FRONT + "成文日期: 2024年5月7日\n印发日期: 2024年5月11日\n")
    made.build()
    made.approved().registered(NUMBER)
    result = final()
    checked = f"校对 1 件，运行 {len(RULES)} 条规则，差错 0 处，提示 0 处；差错率万分之 0.00；裁定：通过"
    assert (result.exit_code, told(result)) == (
        0,
        [
            "说明：发文字号：澜政办发〔2024〕18号（登记的）",
            "说明：成文日期：2024年5月8日（签发日期），草稿写的是2024年5月7日",
            "说明：审签路线：条例发文程序（已经有人签过，照原来的办）",
        ],
    )
    assert result.stdout.splitlines() == [
        "写出 build/稿/稿.pdf",
        "写出 build/稿/稿.proof.json",
        "写出 build/稿/稿.manifest.jsonl",
        f"稿.md：定稿，2 面。{checked}",
    ]


def test_a_refusal_writes_nothing_and_makes_it_2(desk: Path) -> None:
    made = desk_at(desk)
    made.build()
    before = tree(desk)
    result = final()
    assert (result.exit_code, result.stdout) == (2, "")
    assert told(result) == [
        "错误：稿.md：还没有签发，不能出定稿",
        "  → 领导没有签的文件一律不得印发；现在轮到“拟稿”",
    ]
    assert tree(desk) == before


def test_one_unsigned_draft_stops_the_others_too(desk: Path) -> None:
    made = desk_at(desk)
    made.build(out="out")
    made.case = type(made.case)(desk / "out" / "稿.manifest.jsonl")
    made.approved().registered(NUMBER)
    (desk / "乙.md").write_text((desk / "稿.md").read_text(encoding="utf-8"), encoding="utf-8")
    before = tree(desk)
    result = run("build", "稿.md", "乙.md", "--final", "-o", "out", "--format", "pdf")
    assert (result.exit_code, told(result)) == (
        2,
        [
            "错误：乙.md：还没有流转清单 out/乙.manifest.jsonl，不能出定稿",
            "  → 先平常构建一次，办完审签；构建到别的文件夹的，用 -o 写明",
        ],
    )
    assert tree(desk) == before
    assert run("build", "稿.md", "--final", "-o", "out", "--format", "pdf").exit_code == 0


def test_a_waived_fault_is_shown_and_makes_it_0(desk: Path) -> None:
    made = desk_at(desk, FRONT + "印发日期: 2024年5月11日\n", BODY + "请于5月15日前报送,逾期不候。\n")
    made.build()
    [open_] = made.progress.built.findings["open"] if made.progress.built else []
    waived = Waiver(open_["code"], open_["fingerprint"], "沈砚舟", "引文照原样\x1b[31m")
    made.reviewed().sign("签发", "沈砚舟", Decision.APPROVE, waivers=(waived,))
    made.registered(NUMBER)
    result = final()
    assert result.exit_code == 0
    assert told(result)[-1] == f"说明：放行 BD01（{open_['fingerprint']}）：沈砚舟，引文照原样<U+001B>[31m"
    assert "裁定：不通过" in result.stdout


def test_the_seal_image_is_taken_with_its_size(desk: Path) -> None:
    made = desk_at(desk, FRONT + "印发日期: 2024年5月11日\n")
    made.build()
    made.approved().registered(NUMBER)
    (desk / "印章.png").write_bytes(seal())
    assert told(final("--seal-image", "印章.png", "--seal-mm", "36.5"))[2] == (
        "说明：印章图：印章.png，直径 36.5 毫米；它只是图，用印照样要批准、登记"
    )
    result = final("--seal-image", "印章.png", "--seal-mm", "大")
    assert (result.exit_code, result.stdout) == (2, "")


def test_an_ordinary_build_after_the_final_says_what_it_undoes(desk: Path) -> None:
    made = desk_at(desk)
    made.build()
    made.approved().registered(NUMBER).final()
    made.sign("印制", "方见微", Decision.DONE).sign("用印", "许闻笛", Decision.SEAL, **SEALED)
    before = tree(desk)
    result = run("build", "稿.md", "--format", "pdf")
    assert (result.exit_code, result.stdout, told(result)) == (
        2,
        "",
        [
            "错误：build/稿：已经用印，重新构建会换掉印发的文件",
            "  → 构建到别的文件夹（-o）；确要重新办的，加 --redo",
        ],
    )
    assert tree(desk) == before
    result = run("build", "稿.md", "--format", "pdf", "--redo")
    assert (result.exit_code, told(result)) == (
        1,
        [
            "说明：审签路线：条例发文程序（已经有人签过，照原来的办）",
            "说明：重新构建了：“印制”、“用印”不算数了，要重新办",
            "说明：以前出过定稿，这次构建的不是定稿；要定稿，加 --final 再构建",
            "空位：发文字号还没有填",
            "空位：成文日期还没有填",
            "空位：印发日期还没有填",
        ],
    )

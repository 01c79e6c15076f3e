"""核对名单的测试用的名册和名单：虚构的澜州市，二百个人，各种写法。"""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING

from gongwen.agency import Agency, Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ORGANS = (
    *("水利", "林业", "财政", "教育", "公安", "民政", "司法", "交通运输", "农业农村", "商务", "应急管理"),
    *("审计", "统计", "医疗保障", "城市管理", "市场监管", "气象", "体育", "信访", "生态环境"),
)
POSTS = (
    *("局长", "副局长", "办公室主任"),
    *(f"{section}科科长" for section in ("综合", "人事", "规划", "财务", "法规", "防灾", "监督")),
)
SURNAMES = (
    *"王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭",
    *"曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范",
    "欧阳",
    "司徒",
)
GIVEN = (
    *"伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国文斌波辉",
    *"鹏飞宇浩欣怡梓涵轩昊然思雨晨曦泽瑞博嘉怀川望舒砚舟听澜",
)


def agency(people: Iterable[Person], *organs: str) -> Agency:
    return Agency(
        "澜州市人民政府办公室",
        Path(),
        "",
        people=tuple(people),
        addressees={"下行": organs} if organs else None,
    )


def invented(count: int = 200, seed: int = 7) -> tuple[Person, ...]:
    """不重名的人，职务各不相同，照单位排。"""
    luck = random.Random(seed)
    names: dict[str, None] = {}
    while len(names) < count:
        names[luck.choice(SURNAMES) + "".join(luck.choices(GIVEN, k=luck.choice((1, 2, 2))))] = None
    offices = product((f"澜州市{organ}局" for organ in ORGANS), POSTS)
    return tuple(Person(name, post, organ) for name, (organ, post) in zip(names, offices, strict=False))


def spaced(name: str) -> str:
    """两个字的姓名，中间空一格。"""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


@dataclass(frozen=True)
class Layout:
    """一种写法。"""

    name: str
    suffix: str
    write: Callable[[Sequence[Person]], str]


def _lines(write: Callable[[Person], str]) -> Callable[[Sequence[Person]], str]:
    return lambda people: "\n".join(write(person) for person in people) + "\n"


def _grid(
    head: Sequence[str], write: Callable[[int, Person], Sequence[str]]
) -> Callable[[Sequence[Person]], str]:
    def made(people: Sequence[Person]) -> str:
        out = io.StringIO()
        rows = [write(at, person) for at, person in enumerate(people, 1)]
        csv.writer(out).writerows([head, *rows] if head else rows)
        return out.getvalue()

    return made


def _side_by_side(people: Sequence[Person]) -> str:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["序号", "姓名", "单位及职务"] * 2)
    rows = [(str(at), spaced(each.name), each.organ + each.post) for at, each in enumerate(people, 1)]
    for at in range(0, len(rows), 2):
        writer.writerow([text for row in rows[at : at + 2] for text in row])
    return out.getvalue()


def brief(person: Person) -> str:
    """不写“澜州”的单位和职务。"""
    return person.organ.removeprefix("澜州") + person.post


LAYOUTS = (
    Layout("name alone", ".txt", _lines(lambda each: spaced(each.name))),
    Layout("both sides", ".txt", _lines(lambda each: f"{spaced(each.name)}\n{spaced(each.name)}")),
    Layout("letters apart", ".txt", _lines(lambda each: "　".join(each.name))),
    Layout("name post", ".txt", _lines(lambda each: f"{spaced(each.name)}　{brief(each)}")),
    Layout("post name", ".txt", _lines(lambda each: f"{each.organ}{each.post} {spaced(each.name)}")),
    Layout("unit name post", ".txt", _lines(lambda each: f"{each.organ}　{spaced(each.name)}　{each.post}")),
    Layout("glued", ".txt", _lines(lambda each: f"{brief(each)}{each.name}")),
    Layout("in brackets", ".txt", _lines(lambda each: f"{each.name}（{each.organ}{each.post}）")),
    Layout("numbered", ".txt", _lines(lambda each: f"1.{each.name}，{brief(each)}")),
    Layout("comrade", ".txt", _lines(lambda each: f"{each.name}同志")),
    Layout("post below", ".txt", _lines(lambda each: f"{spaced(each.name)}\n{brief(each)}\n")),
    Layout("post above", ".txt", _lines(lambda each: f"{brief(each)}\n{spaced(each.name)}\n")),
    Layout("unit and post below", ".txt", _lines(
        lambda each: f"{spaced(each.name)}\n{each.organ}\n{each.post}")),
    Layout("in a line", ".txt", lambda people: "出席：" + "、".join(each.name for each in people)),
    Layout("in a line with posts", ".txt", lambda people: "参会人员：" + "，".join(
        brief(each) + each.name for each in people)),
    Layout("three a line", ".txt", lambda people: "\n".join(
        "　　".join(spaced(each.name) for each in people[at : at + 3]) for at in range(0, len(people), 3))),
    Layout("bars", ".md", _lines(lambda each: f"| {spaced(each.name)} | {brief(each)} |")),
    Layout("table", ".csv", _grid(("序号", "姓名", "单位", "职务"), lambda at, each: (
        str(at), spaced(each.name), each.organ, each.post))),
    Layout("unit with post", ".csv", _grid(("单位及职务", "姓名"), lambda _, each: (
        each.organ + each.post, spaced(each.name)))),
    Layout("no head", ".csv", _grid((), lambda at, each: (
        str(at), each.organ, spaced(each.name), each.post))),
    Layout("side by side", ".csv", _side_by_side),
)  # fmt: skip

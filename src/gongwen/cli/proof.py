"""gongwen proof。"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from gongwen.cli.chinese import ChineseCommand
from gongwen.cli.common import FAILED, current_agency, current_config, failures_reported, say
from gongwen.cli.progress import is_shown, progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from gongwen.office.marked import Marked
    from gongwen.office.proof import Proofing
    from gongwen.office.proof_options import Settled
    from gongwen.proofing.engine import ProofResult
    from gongwen.report.checked import CheckedFile
    from gongwen.report.facts import Report

FORMATS = ("human", "json", "sarif", "junit", "github", "gitlab", "rdjson", "html", "docx")
_DOCX = "docx"
# 标了批注的副本、改过的草稿写到哪里，批注署什么名
DESK, AUTHOR = Path("build", "校对"), "公文校对"
Decorated = TypeVar("Decorated", bound="Callable[..., Any]")


def _codes(_context: click.Context, _parameter: click.Parameter, written: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for each in written for code in each.replace("，", ",").split(",") if code.strip())


def _path_option(*names: str, about: str) -> Callable[[Decorated], Decorated]:
    return click.option(*names, type=click.Path(path_type=Path), metavar="文件", help=about)


@click.command("proof", cls=ChineseCommand)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="human",
    show_default=True,
    help="human 给人看，html 是一个网页，docx 是标了批注的副本，其余给程序。",
)
@_path_option("-o", "--out", about="报告写到这个文件；docx 和 --fix 是写到这个文件夹，默认 build/校对。")
@click.option(
    "--select", multiple=True, callback=_codes, metavar="代码", help="只运行这些规则，可写一族：BD,WZ01。"
)
@click.option("--ignore", multiple=True, callback=_codes, metavar="代码", help="不运行这些规则。")
@click.option(
    "--max-rate", type=float, metavar="数", help="正文差错率的上限（万分之几）；写了以后，不超过就以 0 退出。"
)
@click.option("--jobs", type=int, metavar="数", help="同时校对几份；默认照 gongwen.toml，没有写是 1。")
@_path_option("--baseline", about="基线文件：里面已有的不再报。")
@click.option("--counting", metavar="办法", help="计错办法：办公（默认）或图书；也可写 office、book。")
@click.option("--no-review", is_flag=True, help="不看旁边的核定记录（.review.json）。")
@click.option("--fix", is_flag=True, help="另写一份改过的：Word 文件带修订，草稿带对照；原件不动。")
def proof_command(
    *,
    files: tuple[Path, ...],
    form: str,
    out: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    max_rate: float | None,
    jobs: int | None,
    baseline: Path | None,
    counting: str | None,
    no_review: bool,
    fix: bool,
) -> None:
    """校对 .md、.txt、.docx、.pdf 和文件夹，给出差错、差错率和裁定。

    退出码：0 没有差错；1 有差错（写了 --max-rate 时：裁定不通过）；2 有文件读不了。
    """
    from gongwen.office.proof import start_proof
    from gongwen.office.proof_options import ProofOptions

    options = ProofOptions(select, ignore, max_rate, jobs, baseline, not no_review, counting)
    with failures_reported():
        run = start_proof(files, current_config(), agency=current_agency(), options=options)
        watched = _Watched(run.settled)
        if fix or form == _DOCX:
            _mark(run, watched, out or DESK, copies=form == _DOCX, fix=fix)
        else:
            _report(run, watched, form, out)
    if run.passed_over:
        say(f"照 gongwen.toml 的“略过”，有 {run.passed_over} 份没有校对", err=True)
    sys.exit(watched.exit_code)


class _Watched:
    """看着各份经过：说出要告知的话，记下退出码。"""

    def __init__(self, settled: Settled) -> None:
        from gongwen.report.tally import Tally

        self.settled, self.exit_code, self.tally = settled, 0, Tally()
        self.held: list[str] = []
        self.counted: list[str] = []
        self.problems: list[str] = []

    def passing(self, files: Iterable[CheckedFile]) -> Iterator[CheckedFile]:
        """原样交出各份。"""
        from gongwen.report.human import printable

        for item in files:
            self.exit_code = max(self.exit_code, item.exit_code(gated=self.settled.gated))
            self.held += item.notices
            self.tally.add(item)
            if self.settled.by_book and item.result:
                self._count_by_book(item.path, item.result)
            if item.problem is not None:
                self.problems += [printable(line) for line in item.problem.splitlines()]
            yield item

    def _count_by_book(self, name: str, result: ProofResult) -> None:
        from gongwen.proofing.counting.book import count_by_book
        from gongwen.report.counting import counting_text

        self.counted += counting_text(name, count_by_book(result))

    def tell(self) -> None:
        """说出告知的话；进度条画完以后才说，免得搅在一起。"""
        from gongwen.report.human import printable

        for notice in self.held:
            say(f"说明：{printable(notice)}", err=True)


def _report(run: Proofing, watched: _Watched, form: str, out: Path | None) -> None:
    """报告写到文件，或一边校对一边打印；有进度条时等校对完再打印，免得搅在一起。"""
    from gongwen.office.versions import gongwen_version
    from gongwen.office.write_report import write_report
    from gongwen.report.facts import RunFacts

    facts = RunFacts(gongwen_version(), run.settled.rules, run.settled.by_book)
    with progress_bar("校对", run.total) as step:
        chunks = _writer(form, out)(watched.passing(run.each(step)), facts)
        if out is not None:
            write_report(out, chunks)
            chunks = iter(())
        elif is_shown(run.total):
            chunks = iter(list(chunks))
        else:
            for chunk in chunks:
                click.echo(chunk, nl=False)
    for chunk in chunks:
        click.echo(chunk, nl=False)
    watched.tell()
    aside = out is None and form != "human"
    for line in watched.counted:
        say(line, err=aside)
    if out is not None:
        say(f"写出 {_shown(out)}")
    if out is not None or aside:
        say(watched.tally.summary(len(facts.rules)), err=aside)


def _writer(form: str, out: Path | None) -> Report:
    """写这种格式的；给人看的打在终端上才有颜色，设了 NO_COLOR 的没有。"""
    from gongwen.report.formats import report_named

    if form == "human" and out is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR"):
        from gongwen.report.human import human_report

        return partial(human_report, colour=True)
    return report_named(form)


def _mark(run: Proofing, watched: _Watched, out: Path, *, copies: bool, fix: bool) -> None:
    """写出标了批注的副本、改过的草稿，逐份说写了什么、改了几处、还有哪些要人来改。"""
    from gongwen.office.marked import write_marked

    with progress_bar("校对", run.total) as step:
        checked = watched.passing(run.each(step))
        now = datetime.now().astimezone()
        done = list(
            write_marked(checked, out, sources=run.paths, copies=copies, fix=fix, now=now, author=AUTHOR)
        )
    watched.tell()
    for each in done:
        _tell_marked(each)
        watched.exit_code = FAILED if each.problem is not None else watched.exit_code
    for line in [*watched.problems, *watched.counted]:
        say(line)
    say(watched.tally.summary(len(run.settled.rules)))


def _shown(path: Path) -> str:
    """可以安全打印的路径。"""
    from gongwen.report.human import printable
    from gongwen.sources.reading import shown_path

    return printable(shown_path(path))


def _tell_marked(marked: Marked) -> None:
    from gongwen.report.human import printable

    for line in marked.difference.splitlines():
        say(printable(line))
    if marked.copy is not None:
        say(
            f"写出 {_shown(marked.copy)}：批注 {marked.comments} 条"
            + (f"，修订 {marked.fixed} 处" if marked.fixed else "")
        )
    if marked.draft is not None:
        say(f"写出 {_shown(marked.draft)}：改了 {marked.fixed} 处")
    for line in marked.left:
        say(f"    没有改：{printable(line)}")
    if marked.problem is not None:
        say("\n".join(printable(line) for line in f"错误：{marked.problem}".splitlines()), err=True)

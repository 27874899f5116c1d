"""`policykb check`: the drafter's report."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from generator.drafting import FORMATS, check_draft, render_report
from generator.pipeline import read_stock
from generator.streams import STANDARD_OUTPUT, form_of
from generator.writer import write_output

_SITE_INDEX = "site/index.html"


@click.command(help="核稿：把草稿与国家指导意见和库中文件对照，报告缺项、遗留、引用、责任、措辞。不写知识库。")
@click.argument("draft", type=click.Path(path_type=Path))
@click.option(
    "--against",
    multiple=True,
    metavar="ID",
    help="只与这些文件对照，写编号或地区简称（可多次使用）；不写则与全部对照。",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="报告格式；不写则由 --output 的后缀决定，否则为 md。"
)
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="写入这个文件；不写或为 - 则输出。")
@click.option("--site", help="站点地址，报告中的链接指向它；不写而本机有 site/ 时，用相对链接。")
@click.option(
    "--date",
    "as_of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="草稿没有日期时，机构名称按这一天核对，默认今天。",
)
@click.pass_obj
def check(
    root: Path,
    draft: Path,
    against: tuple[str, ...],
    form: str | None,
    output: Path | None,
    site: str | None,
    as_of: datetime.datetime | None,
) -> None:
    """Check a draft and print or write the report."""
    output = None if output == STANDARD_OUTPUT else output
    chosen = form_of(output, form, FORMATS, "md")
    if site and not site.startswith(("http://", "https://", "file://", ".", "/")):
        raise click.BadParameter("应为网址（http://、https://）或路径（./、../、/）", param_hint="--site")
    day = as_of.date() if as_of is not None else datetime.datetime.now().astimezone().date()
    links = _site(root, output) if site is None else site
    report = check_draft(read_stock(root), draft, against, as_of=day, site=links)
    text = render_report(report, chosen)
    if output is None:
        click.echo(text, nl=False)
        return
    write_output(output, text.encode())
    click.echo(f"已写入 {output}")


def _site(root: Path, output: Path | None) -> str:
    """Relative address of the built site as seen from the report, "" if there is neither."""
    if output is None or not (root / _SITE_INDEX).is_file():
        return ""
    return Path(os.path.relpath(root / "site", output.absolute().parent)).as_posix()

"""`policykb add`: take documents into the knowledge base, after showing what was read."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import get_args

import click
from rich.console import Console

from generator.add import Proposal, Wishes, propose, summarise, write_proposal
from generator.models.source import TextStatus
from generator.pipeline import read_stock
from generator.problems import PolicykbError, Problem

_WIDTH = 100


@click.command(help="把文件收入 policies/：先显示读出的内容，同意之后才写。编号已有时替换原文，链接不变。")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--id", "policy_id", help="文件编号（文件夹名）；不写则由地区、年份、文号拟定。只用于单个文件。")
@click.option("--jurisdiction", help="地区编号，或地区全称（如 云岭省海云市）；不写则由文件自身判断。")
@click.option("--text-status", type=click.Choice(get_args(TextStatus)), help="文本性质；不写则由文件自身判断。")
@click.option("--url", help="出处的网址。只用于单个文件。")
@click.option("--note", help="说明，写入 source.yaml。只用于单个文件。")
@click.option("--retrieved-on", type=click.DateTime(["%Y-%m-%d"]), help="收录日期（YYYY-MM-DD）；不写则为今天。")
@click.option("--yes", is_flag=True, help="不再询问（供自动化使用）。")
@click.pass_obj
def add(
    root: Path,
    files: tuple[Path, ...],
    policy_id: str | None,
    jurisdiction: str | None,
    text_status: TextStatus | None,
    url: str | None,
    note: str | None,
    retrieved_on: datetime.datetime | None,
    yes: bool,
) -> None:
    """Add documents one after the other; a faulty one does not keep the others out."""
    if len(files) > 1 and (policy_id or url or note):
        raise click.UsageError("--id、--url、--note 只能用于单个文件")
    if url is not None and not re.fullmatch(r"https?://[^\s\"'<>]+", url):
        raise click.BadParameter("应为 http:// 或 https:// 开头的网址", param_hint="--url")
    day = (retrieved_on or datetime.datetime.now().astimezone()).date()
    wishes = Wishes(policy_id, jurisdiction, text_status, url, note, retrieved_on=day)
    problems: list[Problem] = []
    for file in files:
        try:
            _add_one(root, file, wishes, agreed=yes)
        except PolicykbError as error:
            problems.extend(error.problems)
    if problems:
        raise PolicykbError(*problems)


def _add_one(root: Path, file: Path, wishes: Wishes, *, agreed: bool) -> None:
    stock = read_stock(root)
    proposal = propose(stock, file, wishes)
    _show(proposal)
    if stock.problems:
        click.echo(f"另有 {len(stock.problems)} 处旧问题，与本文件无关；请运行 policykb validate 查看", err=True)
    if not (agreed or _agreed(proposal)):
        return
    for name in write_proposal(root, proposal):
        click.echo(f"已写入 {name}")


def _show(proposal: Proposal) -> None:
    console = Console(markup=False, highlight=False, emoji=False)
    if not console.is_terminal:
        # Logs have no width of their own; without one, rich would wrap them at 80.
        console = Console(markup=False, highlight=False, emoji=False, width=_WIDTH)
    console.print(summarise(proposal))


def _agreed(proposal: Proposal) -> bool:
    question = "替换现有文本？" if proposal.replaces else "写入？"
    try:
        agreed = click.confirm(question, default=False)
    except click.Abort as error:
        # Nobody there to answer (a pipe, the end of a file): that is no agreement.
        message = "没有得到同意，没有写入；在自动化中请加 --yes"
        raise PolicykbError(Problem(path=str(proposal.file), line=0, code="add_not_agreed", message=message)) from error
    if not agreed:
        click.echo("没有写入")
    return agreed

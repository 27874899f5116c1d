"""`policykb evaluate`: how well the program's judgements agree with those made by reading."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from generator.evaluate.alignment import format_report, report_alignment
from generator.evaluate.coverage import GOLD as DOCUMENTS
from generator.evaluate.coverage import format_coverage, report_coverage
from generator.evaluate.domains import GOLD as PROVISIONS
from generator.evaluate.domains import format_domains, report_domains
from generator.evaluate.files import GOLD, read_gold_files
from generator.evaluate.links import judged_links

Command = TypeVar("Command", bound=Callable[..., Any])


def _gold(told: str) -> Callable[[Command], Command]:
    """The option that names other files of judgements, with its help."""
    return click.option("--gold", multiple=True, type=click.Path(dir_okay=False, path_type=Path), help=told)


@click.group(help="把程序的判断与人工判读相比，给出精确率、召回率和 F1。")
def evaluate() -> None:
    """Hold the commands that measure."""


@evaluate.command(
    help="条文对应：按类型和文件对给出；tuned 为选定参数所用，seen 曾留出、后已看过，held_out 为留出（以此为准），"
    "own_words 也留出，是用语自成一格的文件。"
)
@_gold(f"人工判读的文件，可给多份，合并计算；默认 {'、'.join(GOLD)}。")
@click.pass_obj
def alignment(root: Path, gold: tuple[Path, ...]) -> None:
    """Print the report on the alignment of the corpus."""
    judged = read_gold_files(gold or [root / file for file in GOLD])
    links = judged_links(root, judged.documents, judged.pairs)
    click.echo(format_report(report_alignment(links, judged.pairs)))


@evaluate.command(
    help="单条条文的领域：主要事项、所作规定、提及，与标注过的条文相比；held_out 为留出（不列出不一致的条文）。"
)
@_gold(f"标注过的条文，可给多份；默认 {PROVISIONS[0]} 等 {len(PROVISIONS)} 份。")
@click.option("--misses", is_flag=True, help="列出主要事项判断不一致的条文。")
@click.pass_obj
def domains(root: Path, gold: tuple[Path, ...], misses: bool) -> None:
    """Print the report on what single provisions are told to speak of."""
    report = report_domains(root, gold or [root / file for file in PROVISIONS])
    click.echo(format_domains(report, misses=misses))


@evaluate.command(
    help="覆盖一览的各格：有条文、写在其他条文中、仅提及、未见，与逐条标注过的文件相比；tuned 为定界限、学字词所用，"
    "seen 没有学过。"
)
@_gold(f"标注过的文件，可给多份；默认 {DOCUMENTS[0]} 等 {len(DOCUMENTS)} 份。")
@click.pass_obj
def coverage(root: Path, gold: tuple[Path, ...]) -> None:
    """Print the report on what the matrix says of labelled documents."""
    click.echo(format_coverage(report_coverage(root, gold or [root / file for file in DOCUMENTS])))

"""`policykb evaluate`: how well the program's judgements agree with those made by reading."""

from __future__ import annotations

from pathlib import Path

import click

from generator.evaluate.alignment import format_report, read_documents, read_gold, report_alignment
from generator.evaluate.links import judged_links
from generator.problems import PolicykbError, Problem
from generator.read.gold import read_gold_file

GOLD = "tests/truth/alignment.yaml"


@click.group(help="把程序的判断与人工判读相比，给出精确率、召回率和 F1。")
def evaluate() -> None:
    """Hold the commands that measure."""


@evaluate.command(
    help="条文对应：按类型和文件对给出；tuned 为选定参数所用，seen 曾留出、后已看过，held_out 为留出（以此为准）。"
)
@click.option("--gold", type=click.Path(dir_okay=False, path_type=Path), help=f"人工判读的文件，默认 {GOLD}。")
@click.pass_obj
def alignment(root: Path, gold: Path | None) -> None:
    """Print the report on the alignment of the corpus."""
    path = gold or root / GOLD
    try:
        content = read_gold_file(path, str(path))
        judged = read_gold(content)
        documents = {policy: path.parent / file for policy, file in read_documents(content).items()}
    except (ValueError, KeyError, TypeError) as error:
        message = f"{error}；格式见 {GOLD}"
        raise PolicykbError(Problem(path=str(path), line=0, code="gold_invalid", message=message)) from error
    click.echo(format_report(report_alignment(judged_links(root, documents, judged), judged)))

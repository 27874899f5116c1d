"""`policykb records`: write or check every record.yaml."""

from __future__ import annotations

from pathlib import Path

import click

from generator.locks import locked_knowledge_base
from generator.pipeline import Corpus, read_corpus
from generator.problems import PolicykbError, Problem
from generator.store import check_record, write_record


@click.command(help="重写各文件夹中的 record.yaml。")
@click.option("--check", is_flag=True, help="只检查 record.yaml 是否与源文件一致，不写。")
@click.pass_obj
def records(root: Path, check: bool) -> None:
    """Write or check every record.yaml."""
    if check:
        corpus = read_corpus(root)
        drifted = record_drift(root, corpus)
        if drifted:
            raise PolicykbError(*drifted)
        click.echo(f"{len(corpus.records)} 份记录与源文件一致")
        return
    with locked_knowledge_base(root):
        corpus = read_corpus(root)
        changed = [record.id for record in corpus.records if write_record(root / "policies" / record.id, record)]
    click.echo(f"{len(corpus.records)} 份记录，更新 {len(changed)} 份" + "".join(f"\n  {name}" for name in changed))


def record_drift(root: Path, corpus: Corpus) -> list[Problem]:
    """Where a record.yaml is missing or differs from what its document gives.

    Args:
        root: The folder of the knowledge base.
        corpus: Its documents.

    Returns:
        A problem for each such file.
    """
    found = [check_record(root / "policies" / record.id, record) for record in corpus.records]
    return [problem for problem in found if problem is not None]

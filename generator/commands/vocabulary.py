"""`policykb vocabulary`: what the vocabularies lack."""

from __future__ import annotations

from pathlib import Path

import click

from generator.pipeline import read_corpus
from generator.suggest import agency_entries, is_placeless, place_entries, suggest_agencies, suggest_places
from generator.vocabulary import FOLDER

_FILES = {"agencies": "agencies.yaml", "places": "jurisdictions.yaml"}


@click.group(help="词表：看缺什么。")
def vocabulary() -> None:
    """Group the commands about vocabularies."""


@vocabulary.command(help="列出文件中出现而词表没有的单位和地区，写成可直接粘贴的 YAML；不写任何文件。")
@click.option(
    "--only",
    type=click.Choice(sorted(_FILES)),
    help="只列一种：agencies 可接在 agencies.yaml 末尾，places 可接在 jurisdictions.yaml 末尾。",
)
@click.pass_obj
def suggest(root: Path, only: str | None) -> None:
    """Print entries for what is named and not registered."""
    corpus = read_corpus(root)
    agencies = suggest_agencies(corpus.records, corpus.sources, corpus.vocabulary)
    places = suggest_places(corpus.records, corpus.vocabulary)
    parts = {"places": place_entries(places), "agencies": agency_entries(agencies)}
    counts = {"places": len(places), "agencies": len(agencies)}
    for kind, text in parts.items():
        if only not in (None, kind):
            continue
        name = {"places": "地区", "agencies": "单位"}[kind]
        click.echo(f"# 未登记的{name} {counts[kind]} 个；核对后接在 {FOLDER}/{_FILES[kind]} 末尾")
        click.echo(text, nl=False)
    placeless = [record.id for record in corpus.records if is_placeless(record)]
    if placeless and only != "places":
        said = f"{len(placeless)} 份文件看不出地区，其中的单位没有列出：{'、'.join(placeless)}"
        click.echo(f"# {said}；在各自的 source.yaml 写明 jurisdiction（编号或全称）后再列")

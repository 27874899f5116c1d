"""`policykb vocabulary`: what the vocabularies lack, and how to write one's own."""

from __future__ import annotations

from pathlib import Path

import click

from generator.pipeline import read_corpus
from generator.problems import PolicykbError, Problem
from generator.shipped import shipped
from generator.suggest import agency_entries, is_placeless, place_entries, suggest_agencies, suggest_places
from generator.vocabulary_files import FILES, FOLDER, load_vocabulary
from generator.vocabulary_rest import OWN
from generator.writer import write_output

_LANGUAGE = tuple(sorted(name.removesuffix(".yaml") for name in FILES.keys() - OWN))
"""Words of the language of official documents: the program's, where a knowledge base has no others."""

_FILES = {"agencies": "agencies.yaml", "places": "jurisdictions.yaml"}


@click.group(help="词表：看缺什么；要改公文用语的，先拷来。")
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


@vocabulary.command(help="把公文用语的词表从程序拷进知识库，供自己修改；拷来的不再随程序更新，删去即又用程序的。")
@click.argument("names", nargs=-1, required=True, type=click.Choice(_LANGUAGE))
@click.pass_obj
def copy(root: Path, names: tuple[str, ...]) -> None:
    """Write vocabularies of the program into the knowledge base, each only where there is none."""
    load_vocabulary(root / FOLDER)
    held = [f"{FOLDER}/{name}.yaml" for name in names if (root / FOLDER / f"{name}.yaml").exists()]
    if held:
        message = "知识库里已经有了；请直接改它，或删去后再拷"
        raise PolicykbError(*(Problem(path=path, line=0, code="vocabulary_held", message=message) for path in held))
    for name in names:
        write_output(root / FOLDER / f"{name}.yaml", (shipped("schema") / "vocabulary" / f"{name}.yaml").read_bytes())
        click.echo(f"已写入 {FOLDER}/{name}.yaml")

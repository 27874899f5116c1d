"""`policykb export`: comparisons and tables as Word, Excel, CSV or Markdown."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

from generator.asked_for import id_asked_for, names_of_documents, not_told, other_names
from generator.cache import was_built
from generator.pipeline import Corpus, compare_corpus, read_corpus
from generator.problems import PolicykbError, Problem
from generator.redaction import published
from generator.render import SiteInput
from generator.render.export_forms import WRITERS, Export
from generator.render.exported import Exporter
from generator.site_build import load_settings
from generator.streams import STANDARD_OUTPUT, form_of
from generator.writer import write_output


def _options(command: Callable[..., None]) -> Callable[..., None]:
    """The options that every export has."""

    @click.option(
        "--format", "form", type=click.Choice(list(WRITERS)), help="格式；不写则由 --output 的后缀决定，否则为 docx。"
    )
    @click.option(
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="写入这个文件（- 为标准输出）；不写则按内容取名。",
    )
    @click.pass_obj
    @wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> None:  # noqa: ANN401 - click hands over what the command asks
        command(*arguments, **options)

    return wrapped


@click.group(help="导出：领域或两份文件的对比、一份文件的任务表、一类单位的职责（docx、xlsx、csv、md）。")
def export() -> None:
    """Export comparisons and tables."""


@export.command(help="对比：--domain 领域编号或名称，或 --pair 甲文件编号 乙文件编号。")
@click.option("--domain", metavar="ID", help="领域的编号或名称，如 government-procurement 或 政府采购。")
@click.option("--pair", nargs=2, metavar="A B", help="两份文件的编号或地区简称，以前一份为基准。")
@click.option(
    "--policy",
    "policies",
    multiple=True,
    metavar="ID",
    help="与 --domain 合用：并列哪些文件，按所写次序，可写多次；不写则同网站上该领域一页。",
)
@_options
def compare(
    root: Path,
    domain: str | None,
    pair: tuple[str, str] | None,
    policies: tuple[str, ...],
    form: str | None,
    output: Path | None,
) -> None:
    """Export the comparison of a domain or of a pair."""
    if (domain is None) == (pair is None):
        raise click.UsageError("请写 --domain 或 --pair 之一")
    if policies and domain is None:
        raise click.UsageError("--policy 与 --domain 合用")
    corpus = _read(root)
    documents = names_of_documents(corpus.records, corpus.vocabulary)
    also = other_names(corpus.records)
    chosen = tuple(dict.fromkeys(_known(policy, documents, "文件", also) for policy in policies))
    if domain is not None:
        domain = _known(domain, {entry.id: entry.name for entry in corpus.vocabulary.domains}, "领域")
        _write(_exporter(root, corpus, tuple(combinations(chosen, 2))).domain(domain, chosen), form, output)
    elif pair is not None:
        left, right = (_known(policy, documents, "文件", also) for policy in pair)
        if left == right:
            raise click.UsageError("--pair 要写两份不同的文件")
        _write(_exporter(root, corpus, ((left, right),)).pair(left, right), form, output)


@export.command(help="一份文件的任务表。")
@click.argument("policy_id", metavar="ID")
@_options
def policy(root: Path, policy_id: str, form: str | None, output: Path | None) -> None:
    """Export the tasks of one policy."""
    corpus = _read(root)
    names = names_of_documents(corpus.records, corpus.vocabulary)
    policy_id = _known(policy_id, names, "文件", other_names(corpus.records))
    _write(_exporter(root, corpus).policy(policy_id), form, output)


@export.command(help="一类单位（职能类别的编号或名称，如 finance 或 财政）在各地文件中的职责。")
@click.argument("function_id", metavar="FUNCTION")
@_options
def unit(root: Path, function_id: str, form: str | None, output: Path | None) -> None:
    """Export the provisions of one function class."""
    corpus = _read(root)
    function_id = _known(function_id, {entry.id: entry.name for entry in corpus.vocabulary.functions}, "职能类别")
    _write(_exporter(root, corpus).unit(function_id), form, output)


def _read(root: Path) -> Corpus:
    return read_corpus(root, cached=was_built(root))


def _exporter(root: Path, corpus: Corpus, asked: Collection[tuple[str, str]] = ()) -> Exporter:
    """The exporter of a corpus; `asked` are pairs to compare that a large corpus may not compare by itself."""
    settings = load_settings(root)
    corpus = published(corpus, personal_data=settings.publish_personal_data)
    site = SiteInput(
        records=corpus.records,
        sources=corpus.sources,
        comparison=compare_corpus(corpus, asked=asked, cached_in=root if was_built(root) else None, tidying=False),
        vocabulary=corpus.vocabulary,
        settings=settings,
    )
    return Exporter(site)


def _known(
    wanted: str, names: Mapping[str, str], kind: str, also: Mapping[str, Collection[str]] = MappingProxyType({})
) -> str:
    known = id_asked_for(wanted, names, also)
    if known is None:
        message = not_told([wanted], kind, names, also)
        raise PolicykbError(Problem(path="export", line=0, code="export_unknown", message=message))
    return known


def _write(made: Export, form: str | None, output: Path | None) -> None:
    chosen = form_of(output, form, WRITERS, "docx")
    content = WRITERS[chosen](made)
    if output == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        return
    target = output or Path(f"{made.table.name}.{chosen}")
    write_output(target, content)
    click.echo(f"已写入 {target}")

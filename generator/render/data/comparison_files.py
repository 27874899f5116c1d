"""data/coverage.json, data/alignments.json and data/alignments.csv: what the comparison found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.models import Frozen
from generator.models.packed import Packed, listed_as_json
from generator.render.data.published import PublishedAlignment, PublishedCoverage, PublishedDomain
from generator.render.data.records import as_json, model_as_json
from generator.render.data.spreadsheet import Column, Table, as_csv, codes
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.materials import Materials, cut_up, joined
from generator.render.personal_data import Mask, mask_for
from generator.render.pieces import file_of, piece
from generator.render.site import DataFile, KeptFile, SiteInput
from generator.render.wording import LINK_TYPES, STATES

ALIGNMENT_COLUMNS = (
    Column("from_policy", "起点文件编号"),
    Column("from_item", "起点条文编号"),
    Column("from_title", "起点条文标题"),
    Column("to_policy", "对应文件编号"),
    Column("to_item", "对应条文编号"),
    Column("to_title", "对应条文标题"),
    Column("type", "对应程度：" + codes(LINK_TYPES)),
    Column("score", "对应分值，0 至 1"),
    Column("similarity", "全文加权相似度，0 至 1"),
    Column("title_similarity", "标题相似度，0 至 1"),
    Column("domains", "双方共同的领域编号，以“；”分隔"),
    Column("title_words", "双方标题共有的词，以“；”分隔"),
    Column("cues", "判为提及所据的词，以“；”分隔"),
    Column("from_sentence", "起点条文中最相近的一句"),
    Column("to_sentence", "对应条文中最相近的一句"),
    Column("sentence_score", "两句的相似度，0 至 1"),
    Column("shared_chars", "连续相同的字数合计；一方为摘编时不计，为 0"),
)

_LISTS = ("cells", "gaps", "additions")
"""What the matrix lists, in its order."""

SENTENCES = ("from_sentence", "to_sentence", "sentence_score")
"""Columns left out of the files of large knowledge bases."""


MATERIALS = ("coverage",)


def states() -> Iterator[str]:
    """Nothing is kept but what each document gives."""
    return iter(())


def files_from(site: SiteInput, materials: Materials) -> Iterator[DataFile | KeptFile]:
    """The files of a large knowledge base, made with what is kept of each document."""
    if not index_of(site).large:
        yield from files(site)
        return
    told = [cut_up(materials.of("coverage", record.id, _told)) for record in site.records]
    held = dict(zip(_LISTS, zip(*told, strict=True), strict=True))
    yield file_of("data/coverage.json", _coverage(site, held, piece))


def files(site: SiteInput) -> Iterator[DataFile]:
    """Coverage as JSON; the links of a small knowledge base as JSON and as a table."""
    yield DataFile("data/coverage.json", coverage_json(site))
    if index_of(site).large:
        return
    hide = _mask_all(site)
    links = [
        PublishedAlignment.model_validate(
            {"from": link.from_, "to": link.to, "type": link.type, "score": link.score, "evidence": link.evidence}
        ).model_dump(mode="json", by_alias=True)
        for link in site.comparison.links
    ]
    yield DataFile("data/alignments.json", as_json(hide.tree(links)))
    yield DataFile("data/alignments.csv", as_csv(alignment_table(site)))


def parts(site: SiteInput) -> Iterable[str]:
    """The ids of the documents whose links have files of their own."""
    return (record.id for record in site.records) if index_of(site).large else ()


def part_files(site: SiteInput, part: str) -> Iterator[DataFile]:
    """The links from one document as a table, "data/alignments/<policy id>.csv", without the sentences."""
    yield DataFile(f"data/alignments/{part}.csv", as_csv(links_of(site, part)))


def links_of(site: SiteInput, policy: str) -> Table:
    """The links from one document, in source order, without the sentences and so without personal data."""
    index = index_of(site)
    place = {part.id: number for number, part in enumerate(index.parts(policy))}
    links = sorted(index.links_told(policy), key=lambda link: place[link["from_"]["item"]])
    kept = [number for number, column in enumerate(ALIGNMENT_COLUMNS) if column.name not in SENTENCES]
    rows = (_alignment_row(link, index, Mask(frozenset())) for link in links)
    columns = tuple(ALIGNMENT_COLUMNS[number] for number in kept)
    return Table("alignments", columns, tuple(tuple(row[number] for number in kept) for row in rows))


def coverage_json(site: SiteInput) -> bytes:
    """The matrix as JSON, put together document by document: all cells as models take a hundred kilobytes for each."""
    return b"".join(_coverage(site, {name: _entries_json(getattr(site.comparison, name)) for name in _LISTS}, bytes))


def _coverage(site: SiteInput, listed: Mapping[str, Iterable[bytes]], put: Callable[[bytes], bytes]) -> Iterator[bytes]:
    """The pieces of the matrix as JSON: what is listed as it is, and `put` of what stands between."""
    bare = replace(site, comparison=site.comparison.model_copy(update=dict.fromkeys(_LISTS, ())))
    rest, between = model_as_json(coverage_content(bare)), put(b",\n")
    for name, groups in listed.items():
        # In JSON no line ends within a string: this stands once, in the first level.
        before, empty, rest = rest.partition(f'\n  "{name}": []'.encode())
        assert empty
        yield put(before + empty[:-1])
        held = [entry for group in filter(None, groups) for entry in (between, group)]
        # The first has a line before it and no comma, the last a line behind it.
        yield from (put(b"\n"), *held[1:], put(b"\n  ")) if held else ()
        yield put(b"]")
    yield put(rest)


def _told(site: SiteInput, policy: str) -> bytes:
    """What a document adds to each of the lists, as pieces."""
    return joined(piece(_listed(entries)) for entries in index_of(site).covered(policy))


def _entries_json(entries: Sequence[Frozen]) -> Iterator[bytes]:
    """Entries of a comparison as they stand in a list of the first level, those of a document together if packed."""
    return map(_listed, map(entries.of, entries.policies) if isinstance(entries, Packed) else (tuple(entries),))


def _listed(entries: tuple[Frozen, ...]) -> bytes:
    """Some entries as they stand in a list of the first level; nothing for none."""
    if not entries:
        return b""
    listed = listed_as_json(entries, indent=2)
    return listed.removeprefix(b"[").removesuffix(b"\n]").replace(b"\n", b"\n  ").removeprefix(b"\n")


def coverage_content(site: SiteInput) -> PublishedCoverage:
    """The matrix with its vocabulary: every domain and every policy, whether or not a cell is filled."""
    groups = {group.id: group.name for group in site.vocabulary.domain_groups}
    return PublishedCoverage(
        baseline=site.comparison.baseline,
        states=dict(STATES),
        domains=tuple(
            PublishedDomain(
                id=domain.id,
                name=domain.name,
                group=groups.get(domain.group, domain.group),
                national_clause=domain.national_clause,
            )
            for domain in site.vocabulary.domains
        ),
        policies=tuple(record.id for record in site.records),
        cells=site.comparison.cells,
        gaps=site.comparison.gaps,
        additions=site.comparison.additions,
    )


def alignment_table(site: SiteInput) -> Table:
    """All links, one a row, in the order of the comparison."""
    index = index_of(site)
    hide = _mask_all(site)
    rows = tuple(_alignment_row(link.model_dump(mode="json"), index, hide) for link in site.comparison.links)
    return Table("alignments", ALIGNMENT_COLUMNS, rows)


def _alignment_row(link: dict[str, Any], index: Index, hide: Mask) -> tuple[str | int | float | None, ...]:
    """The row of a link that comes as JSON gives it: of a large knowledge base no models are made of all of them."""
    evidence, pair = link["evidence"], link["evidence"]["best_pair"]
    origin, target = link["from_"], link["to"]
    return (
        origin["policy"],
        origin["item"],
        index.title(origin["policy"], origin["item"]),
        target["policy"],
        target["item"],
        index.title(target["policy"], target["item"]),
        link["type"],
        link["score"],
        evidence["similarity"],
        evidence["title_similarity"],
        "；".join(evidence["domains"]),
        "；".join(evidence["title_words"]),
        "；".join(evidence["cues"]),
        hide.text(pair["from_text"]) if pair else "",
        hide.text(pair["to_text"]) if pair else "",
        pair["score"] if pair else None,
        sum(end - start for start, end in (run["from_span"] for run in evidence["runs"])),
    )


def _mask_all(site: SiteInput) -> Mask:
    words = (mask_for(record, site).words for record in site.records)
    return Mask(frozenset().union(*words))

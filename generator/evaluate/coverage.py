"""Evaluation of the coverage matrix (覆盖矩阵) against documents whose provisions were labelled by reading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

from generator.compare.coverage import cover
from generator.compare.cues import Labelled, learn_cues, list_cues
from generator.compare.items import Item, items_of, label_provisions
from generator.compare.terms import terms_of
from generator.documents import make_provisions
from generator.evaluate.alignment import PARTS, Part, TypeScore, score_rows
from generator.evaluate.domains import GoldProvision, read_provisions
from generator.models import Frozen, ItemRef, PolicyRecord, ShownState
from generator.pipeline import Corpus, read_corpus
from generator.problems import PolicykbError, Problem
from generator.read.gold import read_gold_file

GOLD = (
    *(f"tests/truth/plans_{number}.yaml" for number in range(1, 8)),
    *(f"tests/truth/provisions_{number}.yaml" for number in range(9, 14)),
)
"""The files that are scored where none is named; paths from the folder of the knowledge base."""

STATES: tuple[ShownState, ...] = ("present", "within", "mentioned", "absent")
"""The states that labels tell: a main matter of a provision, settled besides, only named, none of these."""

ANY = "present or within"
"""That a document settles anything about a domain: what drafters are told to lack is the rest."""

CellPair = tuple[ShownState, ShownState]
"""The state of a cell by the labels, and by the program."""


class GoldDocument(Frozen):
    """The labelled provisions of a document; its title where it is known."""

    title: str
    provisions: tuple[GoldProvision, ...]
    part: Part


class CoverageScores(Frozen):
    """Agreement on the cells of the matrix.

    Attributes:
        states: Agreement on each of STATES, then on ANY.
        cells: State by the labels -> state by the program -> how many cells.
    """

    states: tuple[TypeScore, ...]
    cells: dict[ShownState, dict[ShownState, int]]

    @property
    def right(self) -> float:
        """Share of the cells that have the state of the labels."""
        every = sum(sum(row.values()) for row in self.cells.values())
        return sum(row[state] for state, row in self.cells.items()) / every if every else 0.0

    @property
    def f1(self) -> dict[str, float]:
        """F1 by state, and the share of right cells as "right"."""
        return {score.type: score.f1 for score in self.states} | {"right": self.right}


def read_labelled_documents(content: Mapping[str, object], known: frozenset[str]) -> tuple[GoldDocument, ...]:
    """Read labelled documents.

    Args:
        content: The YAML content: `part` and either `documents: [{title, provisions}]`, or `provisions` of all
            documents one behind the other with `documents`, the number of provisions of each.
        known: Ids of the domains there are.

    Returns:
        The documents.

    Raises:
        ValueError: The content has another shape, or names an unknown part or domain.
    """
    part, documents = content.get("part"), content.get("documents")
    if not isinstance(documents, list) or not documents:
        raise ValueError("应有 documents 列表：各份文件，或各有几条条文")
    if "provisions" not in content:
        held = [(entry["title"], read_provisions({"part": part, **entry}, known)) for entry in documents]
        return tuple(_document(title, rows, number) for number, (title, rows) in enumerate(held, 1))
    if not all(isinstance(count, int) for count in documents):
        raise ValueError("有 provisions 的，documents 应写各份文件各有几条条文")
    rows, ends = read_provisions(content, known), list(accumulate(documents))
    if ends[-1] != len(rows):
        raise ValueError(f"documents 合计 {ends[-1]} 条，provisions 有 {len(rows)} 条")
    starts = (0, *ends[:-1])
    return tuple(
        _document("", rows[start:end], number) for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    )


def _document(title: str, rows: tuple[GoldProvision, ...], number: int) -> GoldDocument:
    if not rows:
        raise ValueError(f"第 {number} 份文件没有条文")
    return GoldDocument(title=title, provisions=rows, part=rows[0].part)


def report_coverage(root: Path, paths: Sequence[Path]) -> dict[Part, CoverageScores]:
    """Score what the matrix says of labelled documents.

    Args:
        root: The folder of the knowledge base.
        paths: The files of labelled documents.

    Returns:
        The scores of each part that holds any.

    Raises:
        PolicykbError: A file or the knowledge base is unusable.
    """
    corpus = read_corpus(root)
    known = frozenset(domain.id for domain in corpus.vocabulary.domains)
    gold = [document for path in paths for document in _read(path, known)]
    pairs: dict[Part, list[CellPair]] = {}
    for document, states in zip(gold, _told(gold, corpus), strict=True):
        judged = ((labelled_state(document, domain), told) for domain, told in states.items() if domain in known)
        pairs.setdefault(document.part, []).extend(judged)
    return {part: score_coverage(pairs[part]) for part in PARTS if part in pairs}


def _read(path: Path, known: frozenset[str]) -> tuple[GoldDocument, ...]:
    content = read_gold_file(path, str(path))
    try:
        return read_labelled_documents(content, known)
    except (ValueError, KeyError, TypeError) as error:
        message = f"{error}；格式见 {GOLD[0]}"
        raise PolicykbError(Problem(path=str(path), line=0, code="gold_invalid", message=message)) from error


def labelled_state(document: GoldDocument, domain: str) -> ShownState:
    """The state of a document's cell by the labels of its provisions."""
    if any(domain in provision.main for provision in document.provisions):
        return "present"
    if any(domain in provision.settles for provision in document.provisions):
        return "within"
    return "mentioned" if any(domain in provision.names for provision in document.provisions) else "absent"


def _told(gold: Sequence[GoldDocument], corpus: Corpus) -> Iterator[dict[str, ShownState]]:
    """Domain id -> the state that the program gives each document's cell."""
    vocabulary = corpus.vocabulary
    cues, terms = list_cues(vocabulary), terms_of(vocabulary)
    made = [make_provisions([(row.title, row.text) for row in document.provisions], vocabulary) for document in gold]
    known = [label for record in corpus.records for label in label_provisions(record, cues)]
    labels = [[label_provisions(record, cues) for record in records] for records in made]
    # A cue that no record holds is trusted as it is when a new document brings it; one provision more says them all.
    numbers = {number for held in labels for rows in held for label in rows for number in label.cues}
    unseen = numbers - {number for label in known for number in label.cues}
    reliable = learn_cues([*known, Labelled((), "", tuple(sorted(unseen)))], cues, vocabulary)
    for document, records, held in zip(gold, made, labels, strict=True):
        items: list[Item] = []
        for number, (record, rows) in enumerate(zip(records, held, strict=True)):
            items += (_of(item, number) for item in items_of(record, rows, cues, reliable, terms))
        found = cover(_whole(document, records), items, vocabulary, None)
        yield {cell.domain: cell.shown for cell in found.cells}


def _of(item: Item, number: int) -> Item:
    """An item with an id that it alone has among those of its document."""
    return replace(item, ref=ItemRef(policy=item.ref.policy, item=f"{number}-{item.ref.item}"))


def _whole(document: GoldDocument, records: Sequence[PolicyRecord]) -> PolicyRecord:
    """A record that stands for the document."""
    return records[0].model_copy(update={"title": document.title}) if document.title else records[0]


def score_coverage(pairs: Sequence[CellPair]) -> CoverageScores:
    """Compare the states of cells with those of the labels.

    Args:
        pairs: For each cell the state by the labels and by the program.

    Returns:
        The scores.
    """
    cells = Counter(pairs)
    return CoverageScores(
        states=(*(_score(state, {state}, cells) for state in STATES), _score(ANY, {"present", "within"}, cells)),
        cells={gold: {told: cells[gold, told] for told in STATES} for gold in STATES},
    )


def _score(name: str, states: set[str], cells: Mapping[CellPair, int]) -> TypeScore:
    return TypeScore(
        type=name,
        hits=sum(count for (gold, told), count in cells.items() if gold in states and told in states),
        found=sum(count for (_, told), count in cells.items() if told in states),
        expected=sum(count for (gold, _), count in cells.items() if gold in states),
    )


def format_coverage(report: Mapping[Part, CoverageScores]) -> str:
    """The report as text: for each part the states, the share of right cells, and which were taken for which."""
    blocks = []
    for part, scores in report.items():
        lines = [f"== {part}", *score_rows("state", scores.states, 20), f"right: {scores.right:.1%}", ""]
        lines.append("".join(f"{name:>12}" for name in ("labels \\ told", *STATES)))
        for gold, row in scores.cells.items():
            lines.append("".join(f"{value:>12}" for value in (gold, *(row[told] for told in STATES))))
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)

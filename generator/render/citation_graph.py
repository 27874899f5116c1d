"""The basis chain (依据链) as a drawing: where each document and each arrow stands, in numbers only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.models import Citation
from generator.models.held_record import citations_of
from generator.render.site import SiteInput
from generator.vocabulary import Place

CHAINED: Final = ("basis", "implements", "interprets", "background", "related_interpretation")
"""Relations that tie documents to each other; generic instruments and documents yet to be made do not."""

CHARS_IN_LINE: Final = 10
LINES: Final = 3
NODE_WIDTH: Final = 150
NODE_HEIGHT: Final = 78
GAP: Final = 16
ROW_GAP: Final = 44
GUTTER: Final = 40
LANE_LABEL: Final = 46
MARGIN: Final = 12
PER_ROW: Final = 3
STEP: Final = 5
"""Distance between lines that run side by side."""


@dataclass(frozen=True)
class Node:
    """A document in the drawing: `policy` is None where it is not held (待收录), `place` where none is named.

    `reading` is True where it is cited as an interpretation of another, which its title may be too long to show.
    """

    key: str
    policy: str | None
    title: str
    number: str | None
    lines: tuple[str, ...]
    place: str | None
    reading: bool
    row: int
    x: int
    y: int


@dataclass(frozen=True)
class Edge:
    """An arrow from the citing to the cited document: the corners of its line, in absolute coordinates."""

    relation: str
    source: str
    target: str
    points: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Lane:
    """A level of government: the band of the drawing in which its documents stand."""

    name: str
    y: int
    height: int


@dataclass(frozen=True)
class Graph:
    """The whole drawing, in pixels."""

    width: int
    height: int
    node_width: int
    node_height: int
    lanes: tuple[Lane, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True)
class Document:
    """A document that is held or cited; `cited_by` lists each citation with the citing policy."""

    key: str
    policy: str | None
    title: str
    number: str | None
    place: str | None
    level: str
    cited_by: tuple[tuple[str, Citation], ...]

    @property
    def reading(self) -> bool:
        """Whether it is not held and named as an interpretation of another document only."""
        relations = {cited.relation for _, cited in self.cited_by}
        return self.policy is None and relations == {"related_interpretation"}


def documents(site: SiteInput) -> tuple[Document, ...]:
    """Every document held or cited: held ones in record order, then cited ones in order of first mention.

    Cited documents count as the same if their folded numbers agree, or their titles where one has no number.
    """
    held = {record.id: record for record in site.records}
    citing: dict[str, list[tuple[str, Citation]]] = defaultdict(list)
    first: dict[str, Citation] = {}
    for record in site.records:
        for cited in citations_of(record):
            key = cited.policy if cited.policy is not None and cited.policy in held else key_of(cited)
            citing[key].append((record.id, cited))
            first.setdefault(key, cited)
    found = [
        Document(
            record.id, record.id, record.title, record.doc_number, record.jurisdiction.id, record.jurisdiction.level,
            tuple(citing[record.id]),
        )
        for record in site.records
    ]  # fmt: skip
    for key, cited in first.items():
        if key not in held:
            place = place_of(cited, site.vocabulary.places)
            # Who issued it is not said: it stands below all levels, in a column of its own.
            where, level = (place.id, place.level) if place else (None, "unknown")
            found.append(Document(key, None, cited_name(cited), cited.number, where, level, tuple(citing[key])))
    return tuple(found)


def cited_name(cited: Citation) -> str:
    """What is cited by name: of related reading the interpretation, not the document that it is about."""
    return f"《{cited.title}》的解读" if cited.relation == "related_interpretation" else cited.title


def key_of(cited: Citation) -> str:
    """What tells a cited document from others: its number, else its name, blanks and bracket forms aside."""
    plain = "".join((cited.number or cited_name(cited)).split())
    return plain.translate(str.maketrans("[]［］（）", "〔〕〔〕()"))


def place_of(cited: Citation, places: Iterable[Place]) -> Place | None:
    """The jurisdiction that issued a cited document, by the longest sign in its number or, failing that, its title."""
    known = tuple(places)
    for text in (cited.number or "", cited.title):
        signs = [(len(sign.text), place) for place in known for sign in place.signs if sign.text in text]
        if signs:
            return max(signs, key=lambda sign: sign[0])[1]
    return None


def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """Break a title into at most `lines` lines of `width` characters; what does not fit ends in an ellipsis.

    Figures and ASCII signs take half the room of other characters; a number (2020) moves to the next line whole.
    """
    parts = [""]
    for atom in re.findall(rf"[0-9]{{1,{width}}}|.", " ".join(text.split())):
        if parts[-1] and _room(parts[-1] + atom) > width:
            parts.append("")
        parts[-1] += atom
    if len(parts) <= lines:
        return tuple(parts)
    last = parts[lines - 1]
    while _room(last) > width - 1:
        last = last[:-1]
    return (*parts[: lines - 1], last + "…")


def _room(text: str) -> float:
    """How wide a text is drawn, in Chinese characters."""
    return sum(0.5 if sign.isascii() and not sign.isalpha() else 1 for sign in text)

"""The basis chain (依据链) as a drawing: where each document and each arrow stands, in numbers only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from generator.models import Citation
from generator.render.index import Index
from generator.render.site import SiteInput
from generator.render.wording import LEVELS
from generator.vocabulary import Place

CHAINED: Final = ("basis", "implements", "interprets", "background", "related_interpretation")
"""Relations that tie documents to each other; generic instruments and documents yet to be made do not."""

CHARS_IN_LINE: Final = 11
LINES: Final = 3
NODE_WIDTH: Final = 166
NODE_HEIGHT: Final = 84
GAP: Final = 18
ROW_GAP: Final = 66
LANE_LABEL: Final = 46
MARGIN: Final = 12
PER_ROW: Final = 6


@dataclass(frozen=True)
class Node:
    """A document in the drawing: `policy` is None where it is not held (待收录)."""

    key: str
    policy: str | None
    title: str
    number: str | None
    lines: tuple[str, ...]
    place: str
    x: int
    y: int


@dataclass(frozen=True)
class Edge:
    """An arrow from the citing to the cited document: cubic curve in absolute coordinates."""

    relation: str
    source: str
    target: str
    path: tuple[int, int, int, int, int, int, int, int]


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
    label_width: int
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
    place: str
    level: str
    cited_by: tuple[tuple[str, Citation], ...]


def documents(site: SiteInput) -> tuple[Document, ...]:
    """Every document held or cited: held ones in record order, then cited ones in order of first mention.

    Cited documents count as the same if their folded numbers agree, or their titles where one has no number.
    """
    held = {record.id: record for record in site.records}
    citing: dict[str, list[tuple[str, Citation]]] = defaultdict(list)
    first: dict[str, tuple[str, Citation]] = {}
    for record in site.records:
        for cited in record.citations:
            key = cited.policy if cited.policy is not None and cited.policy in held else key_of(cited)
            citing[key].append((record.id, cited))
            first.setdefault(key, (record.id, cited))
    found = [
        Document(
            record.id, record.id, record.title, record.doc_number, record.jurisdiction.id, record.jurisdiction.level,
            tuple(citing[record.id]),
        )
        for record in site.records
    ]  # fmt: skip
    for key, (policy, cited) in first.items():
        if key not in held:
            place = place_of(cited, site.vocabulary.places)
            home = held[policy].jurisdiction
            where, level = (place.id, place.level) if place else (home.id, home.level)
            found.append(Document(key, None, cited.title, cited.number, where, level, tuple(citing[key])))
    return tuple(found)


def key_of(cited: Citation) -> str:
    """What tells a cited document from others: its number, else its title, blanks and bracket forms aside."""
    plain = "".join((cited.number or cited.title).split())
    return plain.translate(str.maketrans("[]［］（）", "〔〕〔〕()"))


def place_of(cited: Citation, places: Iterable[Place]) -> Place | None:
    """The jurisdiction that issued a cited document, by the longest sign in its number or, failing that, its title."""
    known = tuple(places)
    for text in (cited.number or "", cited.title):
        signs = [(len(sign.text), place) for place in known for sign in place.signs if sign.text in text]
        if signs:
            return max(signs, key=lambda sign: sign[0])[1]
    return None


def graph(site: SiteInput, index: Index) -> Graph:
    """Lay out the documents that are tied to each other, one lane for each level, national on top.

    Returns:
        The drawing; documents that neither cite nor are cited stand in it too, so that none seems to be lost.
    """
    listed = [
        document
        for document in documents(site)
        if document.policy or any(cited.relation in CHAINED for _, cited in document.cited_by)
    ]
    nodes, lanes, width, height = _place_nodes(_sorted_by_kin(listed))
    by_key = {node.key: node for node in nodes}
    edges = tuple(
        _edge(by_key[citing], by_key[document.key], cited.relation)
        for document in listed
        for citing, cited in document.cited_by
        if cited.relation in CHAINED and citing != document.key
    )
    return Graph(width, height, NODE_WIDTH, NODE_HEIGHT, LANE_LABEL, lanes, nodes, edges)


def _sorted_by_kin(listed: Sequence[Document]) -> list[Document]:
    """Cited documents stand next to the first document that cites them, so that fewer arrows cross."""
    rank = {document.key: number for number, document in enumerate(d for d in listed if d.policy)}
    return sorted(
        listed,
        key=lambda d: min((rank[citing] for citing, _ in d.cited_by), default=-1) if not d.policy else rank[d.key],
    )


def _place_nodes(listed: Sequence[Document]) -> tuple[tuple[Node, ...], tuple[Lane, ...], int, int]:
    widest = max((sum(d.level == level for d in listed) for level in LEVELS), default=1)
    columns = max(1, min(PER_ROW, widest))
    width = LANE_LABEL + 2 * MARGIN + columns * (NODE_WIDTH + GAP) - GAP
    nodes: list[Node] = []
    lanes: list[Lane] = []
    y = MARGIN
    for level, name in LEVELS.items():
        members = [document for document in listed if document.level == level]
        if not members:
            continue
        rows = [members[start : start + columns] for start in range(0, len(members), columns)]
        for number, row in enumerate(rows):
            spread = (width - LANE_LABEL - 2 * MARGIN - len(row) * (NODE_WIDTH + GAP) + GAP) // 2
            for column, document in enumerate(row):
                x = LANE_LABEL + MARGIN + spread + column * (NODE_WIDTH + GAP)
                nodes.append(_node(document, x, y + number * (NODE_HEIGHT + ROW_GAP)))
        lane = len(rows) * NODE_HEIGHT + (len(rows) - 1) * ROW_GAP
        lanes.append(Lane(name, y, lane))
        y += lane + ROW_GAP
    return tuple(nodes), tuple(lanes), width, y - ROW_GAP + 2 * MARGIN + GAP


def _node(document: Document, x: int, y: int) -> Node:
    lines = wrapped(document.title, CHARS_IN_LINE, LINES)
    return Node(document.key, document.policy, document.title, document.number, lines, document.place, x, y)


def wrapped(text: str, width: int, lines: int) -> tuple[str, ...]:
    """Break a title into at most `lines` lines of `width` characters; what does not fit ends in an ellipsis."""
    plain = " ".join(text.split())
    parts = [plain[start : start + width] for start in range(0, len(plain), width)]
    if len(parts) <= lines:
        return tuple(parts)
    return (*parts[: lines - 1], parts[lines - 1][: width - 1] + "…")


def _edge(source: Node, target: Node, relation: str) -> Edge:
    """A curve from the nearer edge of the citing box to the nearer edge of the cited one."""
    middle = NODE_WIDTH // 2
    if source.y == target.y:
        # In one row: an arc above both boxes, which no box covers.
        lift = source.y - ROW_GAP // 2
        start, end = (source.x + middle, source.y), (target.x + middle, target.y)
        return Edge(relation, source.key, target.key, (*start, start[0], lift, end[0], lift, *end))
    up = source.y > target.y
    start = (source.x + middle, source.y if up else source.y + NODE_HEIGHT)
    end = (target.x + middle, target.y + NODE_HEIGHT if up else target.y)
    bend = (start[1] + end[1]) // 2
    return Edge(relation, source.key, target.key, (*start, start[0], bend, end[0], bend, *end))

"""Where each document and each arrow of the basis chain stands: columns by province, lanes by level."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.models.limits import CITING, DRAWN
from generator.places import places_by_id
from generator.render.citation_graph import (
    CHAINED,
    CHARS_IN_LINE,
    GAP,
    GUTTER,
    LANE_LABEL,
    LINES,
    MARGIN,
    NODE_HEIGHT,
    NODE_WIDTH,
    PER_ROW,
    ROW_GAP,
    STEP,
    Document,
    Edge,
    Graph,
    Lane,
    Node,
    documents,
    wrapped,
)
from generator.render.environment import index_of
from generator.render.site import SiteInput
from generator.render.wording import LEVELS
from generator.vocabulary import Place

TOP = ""
"""The column of national documents: above all others, from side to side."""

NOWHERE = "?"
"""The column of documents of which nobody says who issued them; no place has such an id."""


@dataclass(frozen=True)
class Column:
    """A column: its left and right edge, without the gutters beside it."""

    left: int
    right: int


@dataclass
class _Traffic:
    """How many lines already run through each gap between rows and each gutter between columns."""

    gaps: Counter[int] = field(default_factory=Counter)
    gutters: Counter[int] = field(default_factory=Counter)

    def in_gap(self, row: int) -> int:
        """Offset of the next line in the gap below a row, inside the gap however many there are."""
        self.gaps[row] += 1
        return 8 + (self.gaps[row] - 1) * STEP % (ROW_GAP - 16)

    def in_gutter(self, x: int) -> int:
        """Offset of the next line in a gutter, alternately right and left of its middle."""
        self.gutters[x] += 1
        number = self.gutters[x]
        return (number // 2) * STEP * (-1 if number % 2 else 1) % (GUTTER // 2 - 2)


def graph(site: SiteInput) -> Graph:
    """Lay out the documents that are tied to each other.

    National documents stand on top; below, every province has a column and every level of government a lane.
    In a lane, documents not held stand above those held, so that most arrows point upwards.

    Returns:
        The drawing; held documents without any tie stand in it too, so that none seems to be lost. Of a large
        knowledge base only the documents cited most are drawn, with some that cite them.
    """
    listed = [document for document in documents(site) if document.policy or _citing(document)]
    if index_of(site).large:
        listed = _most_cited(listed)
    places = places_by_id(site.vocabulary)
    column_of = _columns_of(listed, places)
    columns, width = _column_edges(listed, column_of)
    nodes, lanes, height = _place_nodes(listed, column_of, columns)
    by_key = {node.key: node for node in nodes}
    return Graph(width, height, NODE_WIDTH, NODE_HEIGHT, lanes, nodes, _edges(listed, by_key, column_of, columns))


def _citing(document: Document) -> list[str]:
    """The documents that rest on one, each once."""
    return list(dict.fromkeys(citing for citing, cited in document.cited_by if cited.relation in CHAINED))


def _most_cited(listed: Sequence[Document]) -> list[Document]:
    """The DRAWN documents that most others rest on, and the first of those others; ties to the rest left out."""
    chosen = sorted(listed, key=lambda document: -len(_citing(document)))[:DRAWN]
    shown = {document.key for document in chosen}
    shown |= {citing for document in chosen for citing in _citing(document)[:CITING]}
    return [
        replace(document, cited_by=tuple(entry for entry in document.cited_by if entry[0] in shown))
        for document in listed
        if document.key in shown
    ]


def _columns_of(listed: Sequence[Document], places: Mapping[str, Place]) -> dict[str, str]:
    """Document key -> column: the place right below the nation that it belongs to."""
    found: dict[str, str] = {}
    for document in listed:
        if document.place is None:
            found[document.key] = NOWHERE
        elif document.level == "national":
            found[document.key] = TOP
        else:
            found[document.key] = _below_nation(document.place, places)
    return found


def _below_nation(place_id: str, places: Mapping[str, Place]) -> str:
    seen = [place_id]
    while (place := places.get(seen[-1])) is not None and place.parent is not None and place.parent not in seen:
        parent = places.get(place.parent)
        if parent is None or parent.level == "national":
            break
        seen.append(parent.id)
    return seen[-1]


def _column_edges(listed: Sequence[Document], column_of: Mapping[str, str]) -> tuple[dict[str, Column], int]:
    """Left to right in record order; those of unknown level begin at the left again, in a lane of their own."""
    names = [name for name in dict.fromkeys(column_of[document.key] for document in listed) if name != TOP]
    apart = {name for name in names if all(d.level == "unknown" for d in listed if column_of[d.key] == name)}
    columns: dict[str, Column] = {}
    widest = LANE_LABEL + GUTTER + NODE_WIDTH + GUTTER
    for group in ([name for name in names if name not in apart], [name for name in names if name in apart]):
        x = LANE_LABEL + GUTTER
        for name in group:
            sizes = Counter((d.level, d.policy is None) for d in listed if column_of[d.key] == name)
            wide = min(PER_ROW, max(sizes.values()))
            columns[name] = Column(x, x + wide * (NODE_WIDTH + GAP) - GAP)
            x = columns[name].right + GUTTER
        widest = max(widest, x)
    columns[TOP] = Column(LANE_LABEL + GUTTER, widest - GUTTER)
    return columns, widest


def _place_nodes(
    listed: Sequence[Document], column_of: Mapping[str, str], columns: Mapping[str, Column]
) -> tuple[tuple[Node, ...], tuple[Lane, ...], int]:
    nodes: list[Node] = []
    lanes: list[Lane] = []
    row, y = 0, MARGIN + ROW_GAP // 2
    for level, name in LEVELS.items():
        stacks = {
            column: _rows([d for d in listed if d.level == level and column_of[d.key] == column], edges)
            for column, edges in columns.items()
        }
        depth = max(map(len, stacks.values()))
        if not depth:
            continue
        for column, stack in stacks.items():
            for number, members in enumerate(stack, start=depth - len(stack)):
                nodes.extend(_row_nodes(members, columns[column], row + number, y + number * (NODE_HEIGHT + ROW_GAP)))
        height = depth * (NODE_HEIGHT + ROW_GAP) - ROW_GAP
        lanes.append(Lane(name, y, height))
        row += depth
        y += height + ROW_GAP
    return tuple(nodes), tuple(lanes), y - ROW_GAP // 2 + MARGIN


def _rows(members: Sequence[Document], column: Column) -> list[list[Document]]:
    """Cut the documents of one column and level into rows that fit, those not held first."""
    fitting = max(1, (column.right - column.left + GAP) // (NODE_WIDTH + GAP))
    rows: list[list[Document]] = []
    for part in ([d for d in members if not d.policy], [d for d in members if d.policy]):
        rows.extend(part[start : start + fitting] for start in range(0, len(part), fitting))
    return rows


def _row_nodes(members: Sequence[Document], column: Column, row: int, y: int) -> list[Node]:
    taken = len(members) * (NODE_WIDTH + GAP) - GAP
    x = column.left + (column.right - column.left - taken) // 2
    return [
        Node(
            key=document.key,
            policy=document.policy,
            title=document.title,
            number=document.number,
            lines=wrapped(document.title, CHARS_IN_LINE, LINES),
            place=document.place,
            reading=document.reading,
            row=row,
            x=x + number * (NODE_WIDTH + GAP),
            y=y,
        )
        for number, document in enumerate(members)
    ]


def _edges(
    listed: Sequence[Document],
    nodes: Mapping[str, Node],
    column_of: Mapping[str, str],
    columns: Mapping[str, Column],
) -> tuple[Edge, ...]:
    ties = [
        (cited.relation, nodes[citing], nodes[document.key])
        for document in listed
        for citing, cited in document.cited_by
        if cited.relation in CHAINED and citing != document.key
    ]
    leaving = _ports([(source.key, target.x, number) for number, (_, source, target) in enumerate(ties)])
    arriving = _ports([(target.key, source.x, number) for number, (_, source, target) in enumerate(ties)])
    traffic = _Traffic()
    return tuple(
        Edge(
            relation,
            source.key,
            target.key,
            _line(source, target, leaving[number], arriving[number], columns[column_of[source.key]], traffic),
        )
        for number, (relation, source, target) in enumerate(ties)
    )


def _ports(ties: Sequence[tuple[str, int, int]]) -> dict[int, int]:
    """Where on the width of its box each line begins or ends: side by side, in the order of the other ends."""
    by_box: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for key, other_x, number in ties:
        by_box[key].append((other_x, number))
    ports: dict[int, int] = {}
    for lines in by_box.values():
        for place, (_, number) in enumerate(sorted(lines), start=1):
            ports[number] = NODE_WIDTH * place // (len(lines) + 1)
    return ports


def _line(
    source: Node, target: Node, leave: int, arrive: int, column: Column, traffic: _Traffic
) -> tuple[tuple[int, int], ...]:
    """Horizontal and vertical stretches through gaps and gutters, so that no line crosses a box.

    Args:
        source: The citing document's box.
        target: The cited document's box.
        leave: Offset on the source's width where the line begins.
        arrive: Offset on the target's width where it ends.
        column: The source's column, beside which a long line finds its gutter.
        traffic: Lines drawn before, so that this one runs beside and not on them.
    """
    begin, end = source.x + leave, target.x + arrive
    if target.row >= source.row:
        # Beside or below: out of the top of the source, over the gap above it, into the target's top.
        over = source.y - ROW_GAP + traffic.in_gap(source.row - 1)
        if target.row == source.row:
            return ((begin, source.y), (begin, over), (end, over), (end, target.y))
        above = target.y - ROW_GAP + traffic.in_gap(target.row - 1)
        aside = _gutter(begin, column, traffic)
        return ((begin, source.y), (begin, over), (aside, over), (aside, above), (end, above), (end, target.y))
    bottom = target.y + NODE_HEIGHT
    under = bottom + traffic.in_gap(target.row)
    if source.row - target.row == 1:
        return ((begin, source.y), (begin, under), (end, under), (end, bottom))
    over = source.y - ROW_GAP + traffic.in_gap(source.row - 1)
    aside = _gutter(begin, column, traffic)
    return ((begin, source.y), (begin, over), (aside, over), (aside, under), (end, under), (end, bottom))


def _gutter(x: int, column: Column, traffic: _Traffic) -> int:
    left, right = column.left - GUTTER // 2, column.right + GUTTER // 2
    near = left if x - column.left < column.right - x else right
    return near + traffic.in_gutter(near)

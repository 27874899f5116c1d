"""Lists of offices with their duties (成员单位及职责): each office on a line of its own or before a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import Line, ReadAnnexRow, ReadItem, ReadUnit, Span
from generator.models.kinds import Role
from generator.parse.annex_cells import bare_number
from generator.parse.bodies import Body, read_body
from generator.parse.deadlines import deadlines_in, quantities_in
from generator.parse.lines import line_at, trim
from generator.parse.numbering import read_number
from generator.parse.offices import all_offices, as_departments, is_one_office
from generator.parse.paragraphs import stand_in
from generator.parse.units import ends_as_unit, split_units
from generator.vocabulary import Vocabulary

FEWEST = 2
"""One office with a colon behind it is a sentence of the text."""
LONGEST_HEAD = 80
SHORTEST_DUTY = 8
"""What does not begin with 负责, 牵头 or 配合 is at least so long."""
BULLET = re.compile("[—–\\-•●·■◆▲☆★]{1,2}[ \u00a0\u3000]*")
COLONS = "：:"
VERBS = ("duty_opens", "duty_lead", "duty_cooperate")
PHONE = re.compile(r"[\d\-—－()（）、，;； ]{7,}|1\d{10}|\d{3,4}-\d{7,8}")


@dataclass(frozen=True, slots=True)
class Duty:
    """What one office, or several together, have to do.

    Attributes:
        number: The number before it, "" where there is none.
        head: From the bullet or number to the colon, or the whole line: what names the offices.
        units: The offices.
        pieces: What they do, a passage for each line.
    """

    number: str
    head: Span
    units: tuple[ReadUnit, ...]
    pieces: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """All of it."""
        return self.head[0], self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Duties:
    """A list of duties, and the passages above it."""

    above: tuple[Span, ...]
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class _Head:
    number: str
    span: Span
    name_end: int
    text: Span
    units: tuple[ReadUnit, ...]
    certain: bool


def find_duties(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> Duties | None:
    """Find a list of offices with their duties.

    Args:
        text: The source text.
        pieces: Trimmed passages, one for each line.
        vocabulary: How names of offices are built, and the verbs that give them another role.

    Returns:
        The list, with what stands above it; None where fewer than two offices are named so, or one has no duty.
    """
    heads = [_head(text, piece, vocabulary) for piece in pieces]
    certain = [head for head in heads if head is not None and head.certain]
    if len(certain) < FEWEST or not any(unit.kind == "named" for head in certain for unit in head.units):
        return None
    places = [at for at, head in enumerate(heads) if head is not None]
    duties: list[Duty] = []
    for at, until in zip(places, [*places[1:], len(pieces)], strict=True):
        head = heads[at]
        own = [head.text, *pieces[at + 1 : until]] if head is not None else []
        said = tuple(piece for piece in own if piece[0] < piece[1])
        if head is None or not _is_duty(text, said, vocabulary):
            return None
        duties.append(Duty(head.number, head.span, with_role(text, head.units, said[0], vocabulary), said))
    return Duties(above=tuple(pieces[: places[0]]), duties=tuple(duties))


def charged_by_title(text: str, title: Span, said: Sequence[Span], vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """The offices that the title of a numbered item consists of (1.市公安局：…).

    Args:
        text: The source text.
        title: Where the title stands.
        said: The passages of the item's text, whose first verb gives the role.
        vocabulary: See `find_duties`.

    Returns:
        The offices; none where the title says anything else, or names all of a kind (各部门) but the governments below.
    """
    named = _without_word(text, title, vocabulary)
    units, tails = split_units(text, *named, "responsible", "", vocabulary)
    if not all_offices(text, units, bool(tails), vocabulary):
        return ()
    if not all(is_one_office(unit, vocabulary) or _is_of_places(unit, vocabulary) for unit in units):
        return ()
    own = as_departments(units, vocabulary)
    return with_role(text, own, said[0], vocabulary) if said else own


def _is_of_places(unit: ReadUnit, vocabulary: Vocabulary) -> bool:
    """Whether a unit is all governments of the places below (各县（市、区）人民政府)."""
    kinds = ("below_counties", "below_townships")
    return any(pattern.match(unit.raw) for kind in kinds for pattern in vocabulary.patterns("unit_patterns", kind))


def offices_before_colon(text: str, start: int, end: int, vocabulary: Vocabulary) -> int | None:
    """Where the offices end that open a passage before a colon (市委宣传部（文明办）：…); None if none do."""
    if not any(colon in text[start : min(end, start + LONGEST_HEAD)] for colon in COLONS):
        return None
    head = _head(text, (start, end), vocabulary)
    return head.name_end if head is not None and head.certain and head.span[1] < end else None


def duty_items(
    text: str, list_id: str, kind: str, path: tuple[str, ...], duties: Sequence[Duty], lines: Sequence[Line],
    vocabulary: Vocabulary,
) -> tuple[tuple[ReadItem, Body], ...]:  # fmt: skip
    """The provisions that a list below a heading consists of, each with its text.

    Args:
        text: The source text.
        list_id: Id of the heading as it goes into those of items (2-1).
        kind: What kind of items stand below it.
        path: The labels of the headings above, its own last.
        duties: The list.
        lines: All lines of the source.
        vocabulary: Labels, time limits, figures.

    Returns:
        One for each of the list; what names the offices is its clause.
    """
    found: list[tuple[ReadItem, Body]] = []
    for number, duty in enumerate(duties, 1):
        body = read_body(text, duty.pieces, lines, vocabulary)
        title = _title(text, body, duty, vocabulary)
        named = [unit for clause in body.clauses for unit in clause.units]
        item = ReadItem.model_validate(
            {
                "id": f"t-{list_id}-{number}",
                "number": duty.number,
                "kind": kind,
                "title": text[slice(*title)],
                "title_span": title,
                "line": line_at(lines, duty.head[0]),
                "path": path,
                "body": body.text,
                "clause_spans": (trim(text, *duty.head), *(clause.span for clause in body.clauses)),
                "units": (*duty.units, *(unit for unit in named if unit.raw not in {own.raw for own in duty.units})),
                "open_tails": tuple(tail for clause in body.clauses for tail in clause.open_tails),
                "deadlines": (
                    *(deadline for clause in body.clauses for deadline in clause.deadlines),
                    *deadlines_in(text, body.text.spans, vocabulary),
                ),
                "quantities": quantities_in(text, body.text.spans, vocabulary),
            }
        )
        found.append((item, body))
    return tuple(found)


def duty_rows(
    text: str, duties: Sequence[Duty], first: int, lines: Sequence[Line], vocabulary: Vocabulary
) -> tuple[ReadAnnexRow, ...]:
    """The rows of an annex that is such a list.

    Args:
        text: The source text.
        duties: The list.
        first: Position of its first row among all rows of the document, from 1.
        lines: All lines of the source.
        vocabulary: Labels, time limits.
    """
    rows: list[ReadAnnexRow] = []
    for number, duty in enumerate(duties, first):
        body = read_body(text, duty.pieces, lines, vocabulary)
        title = _title(text, body, duty, vocabulary)
        rows.append(
            ReadAnnexRow(
                id=f"a-{number}",
                row=bare_number(duty.number),
                title=text[slice(*title)],
                title_span=title,
                line=line_at(lines, duty.head[0]),
                body=body.text,
                subtasks=_numbered(text, duty.pieces),
                units=duty.units,
                deadlines=deadlines_in(text, body.text.spans, vocabulary),
                cell_spans=(trim(text, *duty.head), *duty.pieces),
                span=duty.span,
            )
        )
    return tuple(rows)


def _head(text: str, piece: Span, vocabulary: Vocabulary) -> _Head | None:
    """The offices that a line begins with, or consists of; None where it is text."""
    start, end = piece
    mark = read_number(text[start:end])
    bullet = BULLET.match(text, start, end)
    begin = start + mark.end if mark is not None else bullet.end() if bullet is not None else start
    colon = next((at for at in range(begin, min(end, begin + LONGEST_HEAD)) if text[at] in COLONS), None)
    stop = colon if colon is not None else end
    name = _without_word(text, trim(text, begin, stop), vocabulary)
    if not 0 < name[1] - name[0] <= LONGEST_HEAD or any(char in "。；;，,“《" for char in text[slice(*name)]):
        return None
    units, tails = split_units(text, *name, "responsible", "", vocabulary)
    certain = all_offices(text, units, bool(tails), vocabulary)
    if not certain and (colon is None or not units or not ends_as_unit(text, *name, vocabulary)):
        return None
    behind = trim(text, stop + 1, end) if colon is not None else (end, end)
    number = mark.raw if mark is not None else ""
    return _Head(number, (start, min(stop + 1, end)), name[1], behind, as_departments(units, vocabulary), certain)


def _without_word(text: str, name: Span, vocabulary: Vocabulary) -> Span:
    """A name without the word that says that its duties follow (市公安局主要职责：…)."""
    for pattern in vocabulary.patterns("unit_patterns", "duty_word"):
        word = pattern.search(text[slice(*name)])
        if word is not None and word.start() > 0:
            return trim(text, name[0], name[0] + word.start())
    return name


def _is_duty(text: str, pieces: Sequence[Span], vocabulary: Vocabulary) -> bool:
    """Whether something is said of an office: a telephone number, or the names of persons, are no duty."""
    if not pieces:
        return False
    forms = (form for name in VERBS for form in vocabulary.patterns("unit_patterns", name))
    if any(form.match(text, *pieces[0]) for form in forms):
        return True
    said = "".join(text[slice(*piece)] for piece in pieces)
    return len(said) >= SHORTEST_DUTY and PHONE.search(said) is None


def with_role(text: str, units: Sequence[ReadUnit], said: Span, vocabulary: Vocabulary) -> tuple[ReadUnit, ...]:
    """The offices with the role that the first verb of their duty gives (市财政局：配合做好…).

    Args:
        text: The source text.
        units: The offices.
        said: The first passage of what they do; a number before it is left out.
        vocabulary: The verbs.
    """
    begin = read_number(text[slice(*said)])
    start = trim(text, said[0] + (begin.end if begin is not None else 0), said[1])[0]
    roles: tuple[tuple[str, Role], ...] = (("duty_lead", "lead"), ("duty_cooperate", "cooperate"))
    for name, role in roles:
        for pattern in vocabulary.patterns("unit_patterns", name):
            verb = pattern.match(text, start, said[1])
            if verb is not None:
                return tuple(unit.model_copy(update={"role": role, "role_label": verb.group()}) for unit in units)
    return tuple(units)


def _title(text: str, body: Body, duty: Duty, vocabulary: Vocabulary) -> Span:
    """What stands for a title: the first clause of the duty without the word that only says that it is one (负责)."""
    spans = body.text.spans or duty.pieces
    start, end = stand_in(text, spans, ())
    mark = read_number(text[start:end])
    start += mark.end if mark is not None else 0
    for pattern in vocabulary.patterns("unit_patterns", "duty_opens"):
        opening = pattern.match(text, start, end)
        start = opening.end() if opening is not None and opening.end() < end else start
    return trim(text, start, end)


def _numbered(text: str, pieces: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of a duty, numbers left out, where each line is one."""
    marks = [read_number(text[slice(*piece)]) for piece in pieces]
    if len(pieces) < 2 or any(mark is None for mark in marks):
        return ()
    return tuple(
        trim(text, piece[0] + mark.end, piece[1]) for piece, mark in zip(pieces, marks, strict=True) if mark is not None
    )

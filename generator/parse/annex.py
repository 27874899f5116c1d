"""Annexes (附件) behind the body: where they begin, their titles, and the rows of their task tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from generator.models import (
    Heading,
    Line,
    PersonalData,
    ReadAnnexRow,
    ReadItem,
    SourceText,
    Span,
    Warning_,
)
from generator.models.base import Frozen
from generator.parse.annex_cells import RawTable, is_table_note
from generator.parse.annex_link import link_rows, task_around
from generator.parse.annex_rows import read_rows
from generator.parse.annex_tables import find_tables, first_table_line
from generator.parse.annexed import Annexed, annex_number, is_document, read_annexed
from generator.parse.duties import Duty, duty_rows, find_duties
from generator.parse.lines import is_blank, trim
from generator.parse.numbering import read_number
from generator.vocabulary import Vocabulary

FIRST_LEVEL = re.compile(r"^[\s\u3000\u00a0]*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,4}[章条])")
OUTLINE = re.compile(rf"{FIRST_LEVEL.pattern}|^[\s\u3000\u00a0]*[（(][一二三四五六七八九十]{{1,3}}[)）]")
NOTE_ITEM = re.compile(r"[:：][ \u3000]*[（(]?(?P<n>1)[)）.．、]")
"""注：1.… : the note goes on in numbered lines."""

TITLE_ABOVE = 3
"""The title of a table stands at most this many filled lines above its header."""


class AnnexReading(Frozen):
    """What was read of the annexes.

    Attributes:
        headings: One for each annex with a title.
        rows: Rows of all task tables, ids a-1, a-2 … through the document.
        spans: The whole stretches that are annex, marks and titles included.
        warnings: What a person should look at.
        personal_data: Names in columns of persons in charge.
        tasks: Provisions of further documents among the annexes.
    """

    headings: tuple[Heading, ...] = ()
    rows: tuple[ReadAnnexRow, ...] = ()
    spans: tuple[Span, ...] = ()
    warnings: tuple[Warning_, ...] = ()
    personal_data: tuple[PersonalData, ...] = ()
    tasks: tuple[ReadItem, ...] = ()


class AnnexPart(Frozen):
    """One annex, or a table in the body: its marks, title line, table and last line."""

    lines: tuple[Line, ...]
    title: Line | None = None
    table: RawTable | None = None


def find_annexes(lines: Sequence[Line], vocabulary: Vocabulary, start_line: int = 1) -> int | None:
    """Find where the annexes begin.

    Args:
        lines: The lines of the document, copies left out.
        vocabulary: Forms of annex marks and column names (annex_columns.yaml).
        start_line: Line number to look from.

    Returns:
        Number of the first annex line: a mark (附件, 附件：…) behind the outline, or the title of a task table.
        None if there are no annexes. A mark above the outline only announces what follows.
    """
    seen = [line for line in lines if line.number >= start_line]
    outline = [line.number for line in seen if FIRST_LEVEL.match(line.text)]
    table = first_table_line(seen, vocabulary, outline)
    for line in seen:
        if not is_mark(line, vocabulary):
            continue
        after_outline = bool(outline) and outline[0] < line.number
        if after_outline or (table is not None and table > line.number and not any(n < table for n in outline)):
            return line.number
    if table is None:
        return None
    above = [line for line in seen if line.number < table and not is_blank(line)]
    title = title_above(above, vocabulary)
    return title.number if title is not None else table


def read_annexes(
    source: SourceText,
    lines: Sequence[Line],
    body_end_line: int,
    items: Sequence[ReadItem],
    vocabulary: Vocabulary,
    inner: Sequence[AnnexPart] = (),
    title: str = "",
    outline: Sequence[Heading] = (),
) -> AnnexReading:
    """Read the annexes.

    Args:
        source: The document.
        lines: Its lines; leave out copies of the document.
        body_end_line: Number of the line from which to look: the first one behind the body.
        items: The tasks and safeguards of the body, which rows repeat.
        vocabulary: Names of columns, role labels, units, time limits.
        inner: Tables of the body, whose rows are read like those of annexes.
        title: The document's title.
        outline: The headings of the body.

    Returns:
        The reading; empty if there are no annexes.
    """
    below = [line for line in lines if line.number >= body_end_line]
    behind = _from_annexes_on(below, vocabulary)
    parts = [*inner, *(_parts(behind, vocabulary, source.covered) if behind else ())]
    documents = _documents(source.text, parts, lines, title, vocabulary)
    found = AnnexReading()
    repeating: list[ReadAnnexRow] = []
    for index, part in enumerate(parts):
        annexed = documents.get(index)
        if annexed is not None:
            found = _with(found, _of_document(source.text, part, *annexed))
            continue
        found = _with(found, _headed(source.text, part, found))
        if duties := _duties(source.text, part, vocabulary):
            rows = duty_rows(source.text, duties, len(found.rows) + 1, lines, vocabulary)
            found = _with(found, AnnexReading(rows=rows))
            continue
        within = index < len(inner) or _is_of_the_body(part, below, vocabulary)
        place = task_around(part.lines[0].start, items, outline) if within else None
        listed = _of_table(source.text, part, len(found.rows) + 1, items, place, vocabulary)
        found = _with(found, listed)
        # tables of the body and lists of duties say what no task says
        repeating += listed.rows if index >= len(inner) else ()
    spans = tuple((part.lines[0].start, part.lines[-1].end) for part in parts)
    warnings = (*found.warnings, *(_unlinked(repeating) if items else ()))
    return found.model_copy(update={"spans": spans, "warnings": warnings})


def _from_annexes_on(below: Sequence[Line], vocabulary: Vocabulary) -> list[Line]:
    """The lines behind the body from the first of the annexes on."""
    start = below[0].number if below else 1
    begins = (find_annexes(below, vocabulary, start), _first_mark(below, start, vocabulary))
    begin = min((number for number in begins if number is not None), default=None)
    return [line for line in below if begin is not None and line.number >= begin]


def _with(found: AnnexReading, further: AnnexReading) -> AnnexReading:
    """What was read, and what was read of one annex more."""
    every = ((name, (*getattr(found, name), *getattr(further, name))) for name in AnnexReading.model_fields)
    return AnnexReading.model_validate(dict(every))


def _headed(text: str, part: AnnexPart, found: AnnexReading) -> AnnexReading:
    """The heading of an annex."""
    heading = _heading(text, part, sum(entry.kind == "annex" for entry in found.headings))
    return AnnexReading(headings=(heading,) if heading is not None else ())


def _of_document(text: str, part: AnnexPart, heading: Heading, annexed: Annexed) -> AnnexReading:
    """An annex that is a document of its own."""
    return AnnexReading(
        headings=(heading, *annexed.headings),
        tasks=annexed.tasks,
        warnings=(*annexed.warnings, _further(text, part)),
    )


def _of_table(
    text: str, part: AnnexPart, number: int, items: Sequence[ReadItem], place: str | None, vocabulary: Vocabulary
) -> AnnexReading:
    """The rows of an annex, counted from `number` on, each with its task; `place` is the one in which it stands."""
    read = read_rows(text, part.table, number, vocabulary) if part.table is not None else ()
    return AnnexReading(
        rows=link_rows([entry.row for entry in read], items, place),
        personal_data=tuple(data for entry in read for data in entry.personal_data),
        warnings=(*(told for entry in read for told in entry.warnings), *_part_warnings(text, part)),
    )


def is_mark(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line is the mark of an annex (附件1), or announces some (附件：1.某表)."""
    stripped = line.text.strip()
    return any(pattern.fullmatch(stripped) for pattern in vocabulary.patterns("annex_columns", "mark"))


def _is_of_the_body(part: AnnexPart, behind: Sequence[Line], vocabulary: Vocabulary) -> bool:
    """Whether a table behind the last line of the body belongs to it: no mark, title or signature parts them."""
    first = next((line for line in behind if not is_blank(line)), None)
    return first == part.lines[0] and part.title is None and not is_mark(first, vocabulary)


def _first_mark(lines: Sequence[Line], start: int, vocabulary: Vocabulary) -> int | None:
    """Behind the body every mark opens an annex."""
    return next((line.number for line in lines if line.number >= start and is_mark(line, vocabulary)), None)


def title_above(above: Sequence[Line], vocabulary: Vocabulary) -> Line | None:
    """The nearest line above a header that reads like a title of a table, or the line right below a mark."""
    near = list(above[-TITLE_ABOVE:])
    for at, line in reversed(list(enumerate(near))):
        titled = any(p.search(line.text.strip()) for p in vocabulary.patterns("annex_columns", "title_line"))
        if titled and not is_mark(line, vocabulary):
            return line
        if OUTLINE.match(line.text):
            # what stands above a part of the outline is the title of another thing
            near = near[at:]
            break
    for mark, line in itertools.pairwise(near):
        if is_mark(mark, vocabulary) and not is_mark(line, vocabulary) and len(line.text.strip()) <= 60:
            return line
    return None


def _parts(lines: Sequence[Line], vocabulary: Vocabulary, covered: Sequence[int] | None) -> list[AnnexPart]:
    """Cut the lines behind the body into annexes: each table with the marks and titles above it, then the rest."""
    parts: list[AnnexPart] = []
    after = lines[0].number
    for table in find_tables(lines, vocabulary, covered):
        above = [line for line in lines if after <= line.number < table.first_line and not is_blank(line)]
        title = title_above(above, vocabulary)
        first = _first_above(above, title, table.first_line, vocabulary)
        parts += _text_parts([line for line in above if line.number < first], vocabulary)
        last = _with_notes(lines, table.last_line, vocabulary)
        inside = tuple(line for line in lines if first <= line.number <= last)
        parts.append(AnnexPart(lines=inside, title=title, table=table))
        after = last + 1
    return parts + _text_parts([line for line in lines if line.number >= after and not is_blank(line)], vocabulary)


def _first_above(above: Sequence[Line], title: Line | None, header: int, vocabulary: Vocabulary) -> int:
    """First line of a table's annex: its title and marks; what else stands above, a signature say, cuts them off."""
    first = header
    for line in reversed(above):
        between = title is not None and title.number < line.number
        if not (between or line == title or is_mark(line, vocabulary)):
            break
        first = line.number
    return first


def _with_notes(lines: Sequence[Line], last: int, vocabulary: Vocabulary) -> int:
    """Notes right below a table (注：…、注2：…) belong to it, with the numbered lines that one goes on in."""
    counted = 0
    for line in lines:
        if line.number <= last or is_blank(line):
            continue
        item = read_number(line.text.strip())
        goes_on = counted and item is not None and item.value == counted + 1
        if not goes_on and not is_table_note(line.text.strip(), vocabulary):
            break
        first = NOTE_ITEM.search(line.text)
        counted = counted + 1 if goes_on else int(first["n"]) if first is not None else 0
        last = line.number
    return last


def _text_parts(filled: Sequence[Line], vocabulary: Vocabulary) -> list[AnnexPart]:
    """Annexes without table: from a bare mark to the next one, or to the imprint; a list of annexes is a line each."""
    ends = vocabulary.patterns("boilerplate", "imprint") + vocabulary.patterns("boilerplate", "related_reading")
    parts: list[AnnexPart] = []
    current: list[Line] = []
    for line in filled:
        stripped = line.text.strip()
        mark = is_mark(line, vocabulary)
        if any(pattern.fullmatch(stripped) for pattern in ends):
            break
        if mark:
            parts += [_text_part(current)] if current else []
            current = [line]
        elif current and (not _lists(current[0]) or _goes_on_listing(line, len(current) + 1)):
            current.append(line)
    return parts + ([_text_part(current)] if current else [])


def _lists(mark: Line) -> bool:
    """Whether a mark announces annexes (附件：1.某表) and does not open one."""
    return "：" in mark.text.replace(":", "：")


def _goes_on_listing(line: Line, number: int) -> bool:
    """Whether a line goes on with a list of annexes (2.某表)."""
    mark = read_number(line.text.strip())
    return mark is not None and mark.form in ("third", "fourth") and mark.value == number


def _text_part(lines: Sequence[Line]) -> AnnexPart:
    return AnnexPart(lines=tuple(lines), title=lines[1] if len(lines) > 1 and not _lists(lines[0]) else None)


def _heading(text: str, part: AnnexPart, count: int) -> Heading | None:
    """The heading of an annex; the ids of further ones are counted (s-annex-2)."""
    if part.title is None:
        return None
    span = trim(text, part.title.start, part.title.end)
    title = text[slice(*span)]
    return Heading(
        id="s-annex" if count == 0 else f"s-annex-{count + 1}",
        number="附件",
        level=1,
        title=title,
        label=title,
        line=part.title.number,
        span=span,
        kind="annex",
        role="annex",
    )


def _documents(
    text: str, parts: Sequence[AnnexPart], lines: Sequence[Line], title: str, vocabulary: Vocabulary
) -> dict[int, tuple[Heading, Annexed]]:
    """Those of the annexes that are documents of their own, by their place."""
    found: dict[int, tuple[Heading, Annexed]] = {}
    for index, part in enumerate(parts):
        annexed = _annexed(text, part, {heading.id for heading, _ in found.values()}, lines, title, vocabulary)
        if annexed is not None:
            found[index] = annexed
    return found


def _annexed(
    text: str, part: AnnexPart, taken: set[str], lines: Sequence[Line], title: str, vocabulary: Vocabulary
) -> tuple[Heading, Annexed] | None:
    """The heading and provisions of an annex that is a document of its own; None if it is none, or orders nothing."""
    if part.table is not None or part.title is None or not is_document(part.title.text.strip(), title, vocabulary):
        return None
    named = _heading(text, part, 0)
    below = [line for line in part.lines if line.start > part.title.start]
    if named is None or not any(FIRST_LEVEL.match(line.text) for line in below):
        return None
    number, value = annex_number(part.lines[0].text)
    while f"s-annex{value}" in taken:
        value += 1
    heading = named.model_copy(update={"id": f"s-annex{value}", "number": number, "line_start": named.span[0]})
    annexed = read_annexed(text, heading, below, lines, vocabulary)
    return (heading, annexed) if annexed.tasks else None


def _duties(text: str, part: AnnexPart, vocabulary: Vocabulary) -> tuple[Duty, ...]:
    """The offices with their duties that an annex without table lists."""
    if part.table is not None or part.title is None:
        return ()
    below = [trim(text, line.start, line.end) for line in part.lines if line.start > part.title.start]
    found = find_duties(text, below, vocabulary)
    return found.duties if found is not None else ()


def _further(text: str, part: AnnexPart) -> Warning_:
    line = part.lines[0]
    name = part.title.text.strip() if part.title is not None else ""
    said = f"附件“{name}”自身分条，是另一份文件，其条文列在附件之下；宜拆出来单独收录"
    span = trim(text, line.start, line.end)
    return Warning_(code="further_document", severity="info", message=said, line=line.number, span=span)


def _part_warnings(text: str, part: AnnexPart) -> list[Warning_]:
    """Lines of a table that belong to no row, and annexes whose text is not read."""
    found: list[Warning_] = []
    for line in part.lines:
        if part.table is not None and line.number in part.table.loose:
            message = "这一行夹在表中，没有读入任何一格；请核对原表"
            found.append(
                Warning_(code="annex_line_unassigned", message=message, line=line.number, span=(line.start, line.end))
            )
    if part.table is None and len(part.lines) > 2 and not _lists(part.lines[0]):
        line = part.lines[0]
        span = trim(text, line.start, line.end)
        if part.title is not None and any(FIRST_LEVEL.match(entry.text) for entry in part.lines):
            said = f"附件“{part.title.text.strip()}”自身分条，是另一份文件，这里只保留原文；宜拆出来单独收录"
            return [*found, Warning_(code="further_document", message=said, line=line.number, span=span)]
        message = "这个附件不是任务表，只保留原文，没有读出条目"
        found.append(Warning_(code="annex_not_read", severity="info", message=message, line=line.number, span=span))
    return found


def _unlinked(rows: Sequence[ReadAnnexRow]) -> list[Warning_]:
    """Rows that repeat no task of the body; headings between the rows need not."""
    heads = {group.span for row in rows for group in row.groups if not group.column}
    found: list[Warning_] = []
    for row in rows:
        if row.task is None and row.row and not row.figures and row.title_span not in heads:
            message = f"附表“{row.title}”在正文中没有同名条目"
            found.append(
                Warning_(
                    code="annex_row_unlinked", severity="info", message=message, line=row.line, span=row.title_span
                )
            )
    return found

"""The frame of a document: which lines are site boilerplate, imprint or a copy, and where the body begins and ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from generator.models import BlockKind, Frozen, Line, Span
from generator.parse.annex_cells import is_table_note
from generator.parse.clauses import is_label_line
from generator.parse.contents import find_contents
from generator.parse.duplicates import NearDuplicate
from generator.parse.lines import ends_sentence, is_blank, trim
from generator.parse.metadata_dates import date_line, open_date_line
from generator.parse.numbering import read_number
from generator.parse.outline import find_first_heading
from generator.vocabulary import Vocabulary

SHORT_SIGNATURE = 30
"""An imprint or signature line is at most this long."""
TABLE_ROW = re.compile(
    "[^\\t]*\\t|\\S+(?:[ \u00a0\u3000]{2,}\\S+){2}|\\d{1,3}[.．、]?[ \u00a0\u3000]+\\S+[ \u00a0\u3000]+\\S"
)
"""A row of a table, its cells parted by tabs or blanks."""

RULE = re.compile("[—―─_＿-]{6,}")
FOOTNOTE = re.compile(r"[①②③④⑤⑥⑦⑧⑨⑩]|[\[［〔]\d{1,2}[\]］〕]|注\s*\d{0,2}\s*[:：]")


class Frame(Frozen):
    """What surrounds the body.

    Attributes:
        skipped: Numbers of lines that are not the document's own text (boilerplate, copy).
        first_heading: Number of the line that opens the outline, None if nothing is numbered.
        body_end: Number of the first line behind the body (annex, imprint, trailing boilerplate).
        claims: Block kinds of the lines recognised here.
    """

    skipped: frozenset[int]
    first_heading: int | None
    body_end: int
    claims: tuple[tuple[BlockKind, Span], ...]


def read_frame(
    text: str,
    lines: Sequence[Line],
    duplicate: NearDuplicate | None,
    annex_line: int | None,
    vocabulary: Vocabulary,
    start: int = 1,
    first: int | None = None,
    apart: Collection[int] = (),
) -> Frame:
    """Find boilerplate, imprint and the limits of the body.

    Args:
        text: The source text.
        lines: All its lines.
        duplicate: A copy of the document inside it, if there is one.
        annex_line: First line of the annexes, if there are any.
        vocabulary: Boilerplate patterns.
        start: Number of the line on which the document begins, where a notice with numbers of its own is above it.
        first: Number of the line that opens the body where it is known.
        apart: Numbers of lines of tables that stand in the body.

    Returns:
        The frame.
    """
    claims: list[tuple[BlockKind, Span]] = []
    skipped: set[int] = set(apart)
    if duplicate is not None:
        skipped |= set(range(duplicate.lines[0], duplicate.lines[1] + 1))
        claims.append(("duplicate", duplicate.span))
    claims += _left_out("boilerplate", _boilerplate_lines(lines, vocabulary), lines, skipped)
    claims += _left_out("imprint", _footnotes(lines), lines, skipped)
    claims += _left_out("duplicate", find_contents(lines, skipped), lines, skipped)
    first = first or find_first_heading(lines[start - 1 :], frozenset(skipped))
    imprint = _imprint_lines(text, lines, skipped, first, vocabulary)
    # what is annexed stands below the signature and its date (GB/T 9704-2012, 7.3.5 and 7.4), often not as told
    for opening in _openings(lines, annex_line, vocabulary):
        before = lines[: opening - 1]
        imprint = sorted({*_imprint_lines(text, before, skipped, first, vocabulary), *imprint})
    claims += [("imprint", trim(text, lines[n - 1].start, lines[n - 1].end)) for n in imprint]
    end = min([len(lines) + 1, *([annex_line] if annex_line else []), *imprint])
    claims += [("imprint", trim(text, line.start, line.end)) for line in _notes(lines[end - 1 :], skipped, vocabulary)]
    return Frame(skipped=frozenset(skipped), first_heading=first, body_end=end, claims=tuple(claims))


def _left_out(
    kind: BlockKind, numbers: Iterable[int], lines: Sequence[Line], skipped: set[int]
) -> list[tuple[BlockKind, Span]]:
    """Claims for lines that are none of the body, which are skipped from here on."""
    new = [number for number in numbers if number not in skipped]
    skipped.update(new)
    return [(kind, (lines[number - 1].start, lines[number - 1].end)) for number in new]


def _openings(lines: Sequence[Line], annex_line: int | None, vocabulary: Vocabulary) -> list[int]:
    """First lines of the annexes; what lists them (附件：1.某表) stands above the signature."""
    if annex_line is None:
        return []
    marks = vocabulary.patterns("annex_columns", "mark")
    found = [line.number for line in lines[annex_line:] if any(p.fullmatch(line.text.strip()) for p in marks)]
    return [annex_line, *found]


def _boilerplate_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> list[int]:
    patterns = [
        pattern
        for name in ("boilerplate", "page_number", "editor_note")
        for pattern in vocabulary.patterns("boilerplate", name)
    ]
    trailing = vocabulary.patterns("boilerplate", "related_reading")
    found: list[int] = []
    rest = False
    for line in lines:
        stripped = line.text.strip()
        rest = rest or (bool(stripped) and any(pattern.match(stripped) for pattern in trailing))
        if rest or (stripped and any(pattern.match(stripped) for pattern in patterns)):
            found.append(line.number)
    return found


def _footnotes(lines: Sequence[Line]) -> list[int]:
    """Notes at the foot of a page: below a printed rule, each with its mark (①, [1], 注：)."""
    found: list[int] = []
    below: list[int] = []
    for line in lines:
        stripped = line.text.strip()
        if RULE.fullmatch(stripped):
            below = [line.number]
        elif below and FOOTNOTE.match(stripped):
            found += [*below, line.number] if below[0] not in found else [line.number]
        elif stripped:
            below = []
    return found


def _imprint_lines(
    text: str, lines: Sequence[Line], skipped: set[int], first_heading: int | None, vocabulary: Vocabulary
) -> list[int]:
    """Last ones of `lines` that carry 抄送, the printing office, notes, or a signature and its date, either first."""
    patterns = vocabulary.patterns("boilerplate", "imprint")
    beside = vocabulary.patterns("boilerplate", "beside_imprint")
    dates = vocabulary.patterns("quantities", "bare_date")
    found: list[int] = []
    certain = signed = False
    for line in reversed(lines):
        if is_blank(line) or line.number in skipped:
            continue
        if first_heading is None or line.number <= first_heading:
            break
        stripped = line.text.strip()
        marked = any(pattern.match(stripped) for pattern in patterns)
        dated = any(pattern.fullmatch(stripped) for pattern in dates) or any(
            form(text, line, vocabulary) is not None for form in (date_line, open_date_line)
        )
        noted = is_table_note(stripped, vocabulary)
        # above a signature 公开方式：政府网站 is what an item says
        labelled = not signed and any(pattern.match(stripped) for pattern in beside)
        if not (marked or dated or noted or labelled or _may_be_signature(stripped, vocabulary)):
            break
        certain, signed = certain or marked or dated, signed or dated
        found.append(line.number)
    return sorted(found) if certain else []


def _notes(lines: Sequence[Line], skipped: set[int], vocabulary: Vocabulary) -> list[Line]:
    """Notes (附注、注：…) among lines behind the body; those under a table are claimed as parts of it."""
    return [line for line in lines if line.number not in skipped and is_table_note(line.text.strip(), vocabulary)]


def _may_be_signature(stripped: str, vocabulary: Vocabulary) -> bool:
    return (
        len(stripped) <= SHORT_SIGNATURE
        and not ends_sentence(stripped)
        and TABLE_ROW.match(stripped) is None
        and read_number(stripped) is None
        and not is_label_line(stripped, vocabulary)
        and not any(pattern.fullmatch(stripped) for pattern in vocabulary.patterns("annex_columns", "mark"))
    )

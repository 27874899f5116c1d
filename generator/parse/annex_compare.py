"""Annex rows against the body: which task a row repeats, and where its wording differs by a few characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from generator.models import Line, ReadAnnexRow, ReadItem, Span, Warning_
from generator.parse.folding import fold
from generator.parse.lines import line_at, trim

SAME_TITLE = 0.92
"""Titles at least this alike (ratio of folded texts) name the same task."""

CLAUSE = re.compile(r"[^，,；;。：:]{6,120}")
LIKELY = 70.0
"""A clause of an annex cell is sought in the body at this partial ratio (0 to 100) and above."""

LONGEST_DIFFERENCE = 2
CONTEXT = 3
"""A difference counts if at least this many characters on either side are the same."""

MARGIN = 6
IGNORED = re.compile(r"[的了和与及、\s\W]*")
"""Function words and punctuation: their coming and going is no sign of a misreading."""

BRACKETS = re.compile(r"[()（）]")


def link_row(row: ReadAnnexRow, items: Sequence[ReadItem]) -> str | None:
    """Id of the body item whose title the row repeats: the same when folded, else the most alike; None if none is."""
    title = fold(row.title)
    if not title:
        return None
    for item in items:
        if fold(item.title) == title:
            return item.id
    scored = [(fuzz.ratio(fold(item.title), title) / 100, -i, item.id) for i, item in enumerate(items)]
    best = max(scored, default=(0.0, 0, ""))
    return best[2] if best[0] >= SAME_TITLE else None


def wording_differences(text: str, lines: Sequence[Line], row: ReadAnnexRow, item: ReadItem) -> tuple[Warning_, ...]:
    """Clauses of a row that stand in the body with a few other characters: one of the two may be misread.

    Args:
        text: The source text.
        lines: Its lines.
        row: The annex row.
        item: The body item that it repeats.

    Returns:
        `annex_wording_differs` for each differing passage of at most two characters between words that are the
        same, and one `annex_brackets_differ` where brackets stand on one side only.
    """
    known = [fold(text[a:b]) for a, b in item.body.spans]
    differing: list[tuple[Span, Span]] = []
    bracketed: list[Span] = []
    for start, end in row.body.spans:
        for clause in CLAUSE.finditer(text, start, end):
            span = trim(text, *clause.span())
            plain = fold(text[slice(*span)])
            if any(plain in passage for passage in known) and not BRACKETS.search(clause.group()):
                continue
            for here, there in _differences(text, span, item.body.spans):
                words = [BRACKETS.sub("", text[a:b]) for a, b in (here, there)]
                if BRACKETS.search(text[slice(*here)]) and not BRACKETS.search(text[slice(*there)]):
                    bracketed.append(here)
                    differing += [(here, there)] if all(words) and words[0] != words[1] else []
                elif not IGNORED.fullmatch(text[slice(*here)]) or not IGNORED.fullmatch(text[slice(*there)]):
                    differing.append((here, there))
    found = [_differs(text, lines, here, there) for here, there in differing]
    if bracketed:
        message = f"附表此条有{len(bracketed)}处括号，正文相应处没有：正文可能丢了括号"
        line = line_at(lines, bracketed[0][0])
        found.append(
            Warning_(code="annex_brackets_differ", severity="info", message=message, line=line, span=bracketed[0])
        )
    return tuple(found)


def _differs(text: str, lines: Sequence[Line], here: Span, there: Span) -> Warning_:
    shown = [text[max(0, a - 2) : b + 2] for a, b in (here, there)]
    message = f"附表作“{shown[0]}”，正文第{line_at(lines, there[0])}行作“{shown[1]}”，请核对何者为准"
    span = (max(0, here[0] - 2), min(len(text), here[1] + 2))
    return Warning_(
        code="annex_wording_differs", severity="info", message=message, line=line_at(lines, here[0]), span=span
    )


def _differences(text: str, clause: Span, passages: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """Short differences between a clause and the passage of the body most like it, as spans of both."""
    words = text[slice(*clause)]
    best: tuple[float, Span] = (LIKELY, (0, 0))
    for a, b in passages:
        if b - a < len(words):
            continue
        found = fuzz.partial_ratio_alignment(words, text[a:b], score_cutoff=best[0])
        if found is not None and found.score > best[0]:
            best = (found.score, (max(a, a + found.dest_start - MARGIN), min(b, a + found.dest_end + MARGIN)))
    start, end = best[1]
    steps = SequenceMatcher(None, words, text[start:end], autojunk=False).get_opcodes()
    for before, step, after in zip(steps, steps[1:], steps[2:], strict=False):
        tag, i, j, k, m = step
        sure = all(s[0] == "equal" and s[2] - s[1] >= CONTEXT for s in (before, after))
        bracket = BRACKETS.search(words[i:j]) is not None and before[0] == after[0] == "equal"
        if tag != "equal" and (sure or bracket) and max(j - i, m - k) <= LONGEST_DIFFERENCE + 2 * bracket:
            yield (clause[0] + i, clause[0] + j), (start + k, start + m)

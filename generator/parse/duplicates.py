"""Near-duplicate halves (重复段落): a page saved twice, or a text with its own copy behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from rapidfuzz import fuzz

from generator.models import Frozen, Line, Repair, Span, Warning_
from generator.parse.lines import is_blank, printed_line, trim

MINIMUM_LINE = 12
"""Shorter lines (numbers, units) repeat by nature and prove nothing."""
MINIMUM_SHARE = 0.35
"""A copy must take up at least this share of the document's characters."""
ALIKE = 90.0
"""rapidfuzz ratio from which two lines count as the same line with damage."""


class NearDuplicate(Frozen):
    """A stretch of lines that repeats an earlier one; `exact` where not one character differs."""

    lines: tuple[int, int]
    of: tuple[int, int]
    span: Span
    exact: bool


def find_near_duplicate(lines: Sequence[Line]) -> NearDuplicate | None:
    """Find the longest stretch that repeats earlier lines at one constant distance.

    Args:
        lines: All lines of the document.

    Returns:
        The repetition, if it holds at least `MINIMUM_SHARE` of the characters.
    """
    full = [line for line in lines if not is_blank(line)]
    total = sum(len(line.text.strip()) for line in full)
    best: tuple[int, int, int] | None = None
    for offset in _offsets(full):
        first, last, chars = _longest_run(full, offset)
        if chars >= MINIMUM_SHARE * total and (best is None or chars > best[2]):
            best = (first, last, chars)
            best_offset = offset
    if best is None:
        return None
    first, last, _ = best
    copy, original = full[first + best_offset : last + best_offset + 1], full[first : last + 1]
    return NearDuplicate(
        lines=(copy[0].number, copy[-1].number),
        of=(original[0].number, original[-1].number),
        span=(copy[0].start, copy[-1].end),
        exact=all(a.text.strip() == b.text.strip() for a, b in zip(original, copy, strict=True)),
    )


def describe(duplicate: NearDuplicate, lines: Sequence[Line], text: str) -> tuple[Repair, tuple[Warning_, ...]]:
    """Say what was left out and, where the copy differs, where it does.

    Returns:
        The repair that hides the copy, and a warning for the copy and for each differing line.
    """
    a, b = duplicate.lines
    c, d = duplicate.of
    same = "逐字相同" if duplicate.exact else "基本相同"
    printed = [printed_line(text, lines[number - 1].start) for number in (a, b, c, d)]
    message = "第{}—{}行与第{}—{}行{}，按一份处理".format(*printed, same)
    repair = Repair(kind="duplicate_block", before="", after="", evidence=message, span=duplicate.span)
    warnings = [Warning_(code="duplicate_block", severity="info", message=message, line=a, span=duplicate.span)]
    if not duplicate.exact:
        original = [line for line in lines[c - 1 : d] if not is_blank(line)]
        copy = [line for line in lines[a - 1 : b] if not is_blank(line)]
        for first, second in zip(original, copy, strict=False):
            if first.text.strip() != second.text.strip():
                span = trim(text, second.start, second.end)
                other, kept = printed_line(text, second.start), printed_line(text, first.start)
                said = f"重复段第{other}行与第{kept}行不同，采用第{kept}行"
                warnings.append(Warning_(code="near_duplicate_differs", message=said, line=second.number, span=span))
    return repair, tuple(warnings)


def _offsets(full: Sequence[Line]) -> list[int]:
    """Distances (in non-blank lines) at which some long line stands again word for word, commonest first."""
    seen: dict[str, int] = {}
    counts: dict[int, int] = defaultdict(int)
    for index, line in enumerate(full):
        key = line.text.strip()
        if len(key) < MINIMUM_LINE:
            continue
        if key in seen:
            counts[index - seen[key]] += len(key)
        else:
            seen[key] = index
    return sorted(counts, key=lambda offset: (-counts[offset], offset))[:5]


def _longest_run(full: Sequence[Line], offset: int) -> tuple[int, int, int]:
    """First index, last index and characters of the longest run of alike lines at `offset`, without overlap."""
    best = (0, -1, 0)
    start, chars = 0, 0
    for index in range(len(full) - offset):
        first, second = full[index].text.strip(), full[index + offset].text.strip()
        alike = first == second or fuzz.ratio(first, second) >= ALIKE
        if not alike or index - start >= offset:
            start, chars = index + 1, 0
            continue
        chars += len(second)
        if chars > best[2]:
            best = (start, index, chars)
    return best

"""Unbalanced brackets and quotation marks (括号、引号不成对), and quotes that stand for 《."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from generator.models import Repair, Span
from generator.parse.folding import fold

PAIRS = {"(": ")", "（": ")", "《": "》", "“": "”", "‘": "’", "〔": "]", "[": "]", "［": "]", "【": "]", "〈": "〉"}
CLOSES = {")": ")", "）": ")", "》": "》", "”": "”", "’": "’", "〕": "]", "]": "]", "］": "]", "】": "]", "〉": "〉"}
"""Brackets of either width close each other: texts mix them."""

MARKS = re.compile("[\n" + re.escape("".join(sorted({*PAIRS, *CLOSES}))) + "]")
FORMS = str.maketrans("（［【〔", "([[[", "") | str.maketrans("）］】〕", ")]]]")
NEAREST = ("()", "《》", "“”", "‘’", "[]", "〈〉")
OTHERS = re.compile("[^\n" + re.escape("".join(sorted({*PAIRS, *CLOSES}))) + "]+")
DEEPEST = 40
"""How many open marks are looked through for a partner: enough for any text, and bounded for a hostile one."""

ITEM_NUMBER = re.compile(r"(?:^|[\s。；;：:])[(（]?[\dA-Za-z一二三四五六七八九十]{1,3}$")
TITLE = re.compile(r"《(?P<title>[^《》]{2,80})》")


@lru_cache(maxsize=4)
def unbalanced(text: str, spans: tuple[Span, ...]) -> tuple[int, ...]:
    """Offsets of brackets and quotation marks without a partner.

    A pair may reach into the next line that is not blank (a page break inside it), no further.

    Args:
        text: The source text.
        spans: Passages to look at; each is checked by itself.

    Returns:
        The offsets in text order. The 1) of a numbered item is no fault.
    """
    faults: list[int] = []
    for start, end in spans:
        if _is_balanced(text[start:end]):
            continue
        open_marks: list[tuple[str, int, int]] = []
        line = 0
        begin = start
        for mark in MARKS.finditer(text, start, end):
            offset, char = mark.start(), mark.group()
            if char == "\n":
                line, begin = line + bool(text[begin:offset].strip()), offset + 1
                faults += [at for _, at, on in open_marks if line - on > 1]
                open_marks = [one for one in open_marks if line - one[2] <= 1]
                continue
            if char in PAIRS:
                open_marks.append((PAIRS[char], offset, line))
            elif char in CLOSES:
                faults += _close(text, offset, open_marks)
        faults += [at for _, at, _ in open_marks]
    return tuple(sorted(faults))


def _is_balanced(passage: str) -> bool:
    """Whether all marks of a passage of one line have their partners, one pair inside the other; most do."""
    marks = OTHERS.sub("", passage).translate(FORMS)
    before = ""
    while marks != before:
        before = marks
        for pair in NEAREST:
            marks = marks.replace(pair, "")
    return not marks


def _close(text: str, offset: int, open_marks: list[tuple[str, int, int]]) -> list[int]:
    """Match a closing mark with the nearest opening one; those skipped, or the mark itself, are faults."""
    wanted = CLOSES[text[offset]]
    for index in range(len(open_marks) - 1, max(-1, len(open_marks) - DEEPEST), -1):
        if open_marks[index][0] == wanted:
            skipped = [at for _, at, _ in open_marks[index + 1 :]]
            del open_marks[index:]
            return skipped
    if wanted == ")" and ITEM_NUMBER.search(text[max(0, offset - 6) : offset]):
        return []
    return [offset]


def repair_quotes(text: str, faults: Sequence[int]) -> tuple[Repair, ...]:
    """Repair an opening “ that a 》 closes, where the words between stand elsewhere between 《 and 》.

    Args:
        text: The source text.
        faults: Offsets of marks without partner, as `unbalanced` finds them.

    Returns:
        One repair for each such mark: “ becomes 《.
    """
    known = {fold(match["title"]): match for match in TITLE.finditer(text)}
    repairs: list[Repair] = []
    for first, second in itertools.pairwise(faults):
        if text[first] != "“" or text[second] != "》" or second - first > 80:
            continue
        twin = known.get(fold(text[first + 1 : second]))
        if twin is not None:
            line = text.count("\n", 0, twin.start()) + 1
            evidence = f"“{text[second]}”没有开头的书名号，同名文件在第{line}行写作《{twin['title']}》"
            repairs.append(Repair(kind="quote", before="“", after="《", evidence=evidence, span=(first, first + 1)))
    return tuple(repairs)

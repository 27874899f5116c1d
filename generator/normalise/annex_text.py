"""Small differences in wording between two texts that repeat each other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.models import Repair, Span
from generator.models.repaired import repaired_pieces
from generator.normalise.folding import fold

_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_PUNCTUATION = re.compile(r"[^\w]", re.UNICODE)
_LINKING = set("和与及、的并")

_NEAR = 0.7
"""Two clauses repeat each other from this share of equal characters (difflib ratio) on."""

_WHOLE = 0.9
"""Two whole texts repeat each other verbatim from this ratio on: then every difference counts."""

_LONGEST = 3
"""Characters a wording difference may have on either side where the texts as a whole do not repeat each other."""

_ANCHOR = 2
"""Equal characters that must stand on both sides of such a difference."""

_CONTEXT = 4


@dataclass(frozen=True)
class TextDifference:
    """A difference with a few equal characters around it.

    Attributes:
        body: The words of the body.
        annex: The words of the annex.
        span: The annex passage in the source.
        wording: False where only punctuation or spaces differ.
    """

    body: str
    annex: str
    span: Span
    wording: bool


@dataclass(frozen=True)
class _Text:
    """A text, its folded form and the source position of each of its characters."""

    text: str
    folded: str
    positions: tuple[int, ...]

    def part(self, start: int, end: int) -> _Text:
        return _Text(self.text[start:end], self.folded[start:end], self.positions[start:end])


def text_differences(
    source: str, body: Sequence[Span], passages: Sequence[Span], repairs: Sequence[Repair]
) -> tuple[TextDifference, ...]:
    """Find where an annex cell repeats its body task in other words.

    A cell that repeats the task as a whole is compared character by character. A cell that rewrites it is
    compared clause by clause with the clause that is most like it, and only short differences between
    equal characters count: everything else is rewriting, not disagreement.

    Args:
        source: The whole source text.
        body: Spans of the task's text.
        passages: Spans of the annex cell, each a part that stands by itself.
        repairs: All repairs; both texts are compared as repaired.

    Returns:
        The differences in the order of the annex text.
    """
    body_text = _text(source, body, repairs)
    cell = _text(source, passages, repairs)
    if not cell.text or not body_text.text:
        return ()
    if _ratio(body_text.folded, cell.folded) >= _WHOLE:
        return tuple(_differences(body_text, cell, strict=False))
    candidates = _clauses(body_text)
    found: list[TextDifference] = []
    for passage in passages:
        for clause in _clauses(_text(source, [passage], repairs)):
            best = max(candidates, key=lambda candidate: _ratio(candidate.folded, clause.folded))
            if _ratio(best.folded, clause.folded) >= _NEAR:
                found.extend(_differences(best, clause, strict=True))
    return tuple(found)


def _differences(body: _Text, annex: _Text, *, strict: bool) -> list[TextDifference]:
    matcher = difflib.SequenceMatcher(None, body.folded, annex.folded, autojunk=False)
    codes = matcher.get_opcodes()
    found = []
    for index, (tag, a, b, c, d) in enumerate(codes):
        if tag == "equal" or (strict and not _anchored(codes, index)):
            continue
        words = _PUNCTUATION.sub("", body.folded[a:b]), _PUNCTUATION.sub("", annex.folded[c:d])
        if words[0] == words[1] and (strict or d == len(annex.text)):
            continue
        if strict and (max(b - a, d - c) > _LONGEST or set(words[0] + words[1]) <= _LINKING):
            continue
        found.append(_difference(body, annex, (a, b), (c, d), wording=words[0] != words[1]))
    return found


def _difference(body: _Text, annex: _Text, here: Span, there: Span, *, wording: bool) -> TextDifference:
    start, end = max(there[0] - _CONTEXT, 0), min(there[1] + _CONTEXT, len(annex.text))
    return TextDifference(
        body=body.text[max(here[0] - _CONTEXT, 0) : here[1] + _CONTEXT],
        annex=annex.text[start:end],
        span=(annex.positions[start], annex.positions[end - 1] + 1),
        wording=wording,
    )


def _anchored(codes: Sequence[tuple[str, int, int, int, int]], index: int) -> bool:
    around = (codes[index - 1] if index else None, codes[index + 1] if index + 1 < len(codes) else None)
    return all(code is not None and code[0] == "equal" and code[2] - code[1] >= _ANCHOR for code in around)


def _clauses(text: _Text) -> list[_Text]:
    clauses, start = [], 0
    for match in _CLAUSE_END.finditer(text.folded):
        clauses.append(text.part(start, match.start()))
        start = match.end()
    clauses.append(text.part(start, len(text.text)))
    return [clause for clause in clauses if clause.text.strip()] or [text]


def _ratio(left: str, right: str) -> float:
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()


def _text(source: str, spans: Sequence[Span], repairs: Sequence[Repair]) -> _Text:
    texts: list[str] = []
    positions: list[int] = []
    for piece, (start, end) in repaired_pieces(source, spans, repairs):
        texts.append(piece)
        untouched = len(piece) == end - start
        positions.extend(start + offset if untouched else start for offset in range(len(piece)))
    text = "".join(texts)
    return _Text(text, fold(text), tuple(positions))

"""Where a pattern cannot match: told from the pattern itself, so that most passages need not be searched.

Regular expressions of the vocabulary are read as far as two questions need it: which characters every match holds, and
what is left of the pattern without its conditions (lookaround, anchors), which matches wherever the pattern does. What
cannot be read says nothing, and then everything is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.models import Span

NOTHING: frozenset[str] = frozenset()
TOKEN = re.compile(
    r"(?P<escape>\\(?:u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|\D))"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<condition>\(\?<?[=!])"
    r"|(?P<same>\(\?P=\w+\))"
    r"|(?P<open>\((?!\?)|\(\?:|\(\?P<\w+>)"
    r"|(?P<close>\))"
    r"|(?P<or>\|)"
    r"|(?P<anchor>[\^$])"
    r"|(?P<times>(?:[*+?]|\{\d+(?:,\d*)?\})\??)"
    r"|(?P<plain>[^\\\[\](){}*+?|^$.])"
    r"|(?P<any>\.)",
    re.DOTALL,
)
FEW = 20
"""So few passages are searched one by one: what lies between them may be the whole text."""
ASSERTED = "bBAZ"
"""Escapes that match no character."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is known of a pattern or of a part of it.

    Attributes:
        needed: Characters that stand in every match.
        loose: The pattern without its conditions.
    """

    needed: frozenset[str]
    loose: str


class _UnreadableError(Exception):
    """The pattern holds something that is not read here (flags, atomic groups, numbered references)."""


def _tokens(pattern: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(pattern):
        token = TOKEN.match(pattern, at)
        if token is None or token.lastgroup is None:
            raise _UnreadableError
        found.append((token.lastgroup, token.group()))
        at = token.end()
    return found


def _branches(tokens: Sequence[tuple[str, str]], at: int) -> tuple[Part, int]:
    """Alternatives from tokens[at] to the bracket that closes them or the end: needed is what all of them need."""
    parts: list[Part] = []
    while True:
        part, at = _sequence(tokens, at)
        parts.append(part)
        if at == len(tokens) or tokens[at][0] == "close":
            needed = frozenset.intersection(*(one.needed for one in parts))
            return Part(needed, "|".join(one.loose for one in parts)), at
        at += 1


def _sequence(tokens: Sequence[tuple[str, str]], at: int) -> tuple[Part, int]:
    needed = NOTHING
    loose = ""
    while at < len(tokens) and tokens[at][0] not in ("or", "close"):
        part, at = _atom(tokens, at)
        if at < len(tokens) and tokens[at][0] == "times":
            times = tokens[at][1]
            at += 1
            if at < len(tokens) and tokens[at][0] == "times":
                raise _UnreadableError
            optional = times[0] in "*?" or times.startswith(("{0,", "{0}"))
            part = Part(NOTHING if optional else part.needed, part.loose and part.loose + times)
        needed |= part.needed
        loose += part.loose
    return Part(needed, loose), at


def _atom(tokens: Sequence[tuple[str, str]], at: int) -> tuple[Part, int]:
    kind, raw = tokens[at]
    if kind in ("open", "condition"):
        inner, end = _branches(tokens, at + 1)
        if end == len(tokens):
            raise _UnreadableError
        return Part(NOTHING, "") if kind == "condition" else Part(inner.needed, f"{raw}{inner.loose})"), end + 1
    if kind == "times":
        raise _UnreadableError
    if kind == "anchor" or (kind == "escape" and raw[1] in ASSERTED):
        return Part(NOTHING, ""), at + 1
    return Part(frozenset(raw) if kind == "plain" else NOTHING, raw), at + 1


@lru_cache(maxsize=4096)
def _read(pattern: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    try:
        tokens = _tokens(pattern)
        part, end = _branches(tokens, 0)
        if end == len(tokens):
            return part.needed, re.compile(part.loose)
    except (_UnreadableError, re.error):
        pass
    return NOTHING, None


def needed_characters(pattern: str) -> frozenset[str]:
    """Characters of which each stands in every match of a pattern; none where that cannot be told.

    Args:
        pattern: A regular expression: `每(?:两|二)年(?:至少)?(?!前|来)`.

    Returns:
        The characters: 每 and 年.
    """
    return _read(pattern)[0]


def find_in_passages(pattern: re.Pattern[str], text: str, spans: Sequence[Span]) -> Iterator[re.Match[str]]:
    """Every match of a pattern in each of some passages, as if each were searched from its beginning to its end.

    Args:
        pattern: What to look for.
        text: The source text.
        spans: Passages in the order of their beginnings, half-open code points into the text.

    Yields:
        The matches, passage by passage.
    """
    for start, end in passages_that_may_hold(pattern, text, spans):
        yield from pattern.finditer(text, start, end)


def passages_that_may_hold(pattern: re.Pattern[str], text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The passages in which a pattern can match, and perhaps some in which it does not.

    The pattern without its conditions is looked for in the whole text, and passages that end before its next match are
    left out. Whatever the pattern matches in a passage, that finds from the same place on: conditions only forbid, and
    what one of them allows because the passage ends may be forbidden where the text goes on, so they cannot stay.

    Args:
        pattern: What is to be looked for.
        text: The source text.
        spans: Passages in the order of their beginnings, half-open code points into the text.

    Yields:
        Some of the passages, in their order.
    """
    loose = _read(pattern.pattern)[1] if not pattern.flags & ~re.UNICODE else None
    if loose is None or len(spans) < FEW:
        yield from spans
        return
    next_at = -1
    for start, end in spans:
        if next_at < start:
            candidate = loose.search(text, start)
            if candidate is None:
                return
            next_at = candidate.start()
        if next_at < end:
            yield start, end

"""What stands in a text and is no word of it: tags of pasted markup, characters of a font's own (自造字区).

They are read as blanks and line ends of the same length, so that spans stay what they are.
"""

from __future__ import annotations

import re

PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that only some fonts have; copies from office programs use them for blanks and for parts of a form."""
ENDING = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "section"})
"""A line ends where one of these begins or ends."""
WITHIN = frozenset(
    [
        "a",
        "b",
        "center",
        "em",
        "font",
        "i",
        "img",
        "o:p",
        "ol",
        "span",
        "strong",
        "tbody",
        "td",
        "th",
        "thead",
        "u",
        "ul",
    ]
)
"""Layout within lines. Whatever else stands in pointed brackets is text, and stays to be read."""
TAG = re.compile(
    rf"</?(?P<name>{'|'.join(sorted(ENDING | WITHIN, reverse=True))})(?:\s[^<>]{{0,400}})?/?>|&nbsp;|&emsp;|&ensp;",
    re.IGNORECASE,
)
FEWEST_LINES = 6
"""Tags that end a line in a text into which markup was pasted; fewer may be what the text is about."""


def masked(text: str) -> str:
    """Put blanks for what is no word.

    Args:
        text: A source text.

    Returns:
        A text of the same length. Tags count only where so many end a line that somebody pasted markup.
    """
    if sum(_ends(match) for match in TAG.finditer(text)) >= FEWEST_LINES:
        text = TAG.sub(_blank, text)
    return PRIVATE.sub(" ", text)


def _blank(match: re.Match[str]) -> str:
    return ("\n" if _ends(match) else " ") + " " * (len(match.group()) - 1)


def _ends(match: re.Match[str]) -> bool:
    return (match["name"] or "").lower() in ENDING

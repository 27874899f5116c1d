"""What stands in a text and is no word of it: tags of pasted markup, characters of a font's own (自造字区).

They are read as blanks and line ends of the same length, so that spans stay what they are.
"""

from __future__ import annotations

import re

PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Characters that only some fonts have; copies from office programs use them for blanks and for parts of a form."""
TAG = re.compile(r"</?(?P<name>[a-zA-Z][a-zA-Z0-9:]{0,15})(?:\s[^<>]{0,400})?/?>|&nbsp;|&emsp;|&ensp;")
ENDING = frozenset({"p", "br", "div", "tr", "li", "h1", "h2", "h3", "h4", "table", "section"})
"""A line ends where one of these begins or ends."""
FEWEST_TAGS = 6


def masked(text: str) -> str:
    """Put blanks for what is no word.

    Args:
        text: A source text.

    Returns:
        A text of the same length. Tags count only where there are so many that somebody pasted markup.
    """
    if len(TAG.findall(text)) >= FEWEST_TAGS:
        text = TAG.sub(_blank, text)
    return PRIVATE.sub(" ", text)


def _blank(match: re.Match[str]) -> str:
    ends = (match["name"] or "").lower() in ENDING
    return ("\n" if ends else " ") + " " * (len(match.group()) - 1)

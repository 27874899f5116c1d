"""Provisions cited by number (条款引用): 《社会信用条例》第十二条第二款, 本办法第三条, 前款.

Articles (条) hold paragraphs (款), which are not numbered, and points (项), which are: 《立法法》第六十五条,
《规章制定程序条例》第七条 on how rules are drafted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter

from generator.models import Heading, ReadReference, Span
from generator.parse.numbering import CHINESE, chinese_value
from generator.parse.screening import find_in_passages, passages_that_may_hold

NUMBER = rf"(?:{CHINESE}+|\d+)"
DEEPER = rf"(?:第(?P<paragraph>{NUMBER})款)?(?:第[（(]?(?P<point>{NUMBER})[)）]?项)?"
CITED = re.compile(rf"第(?P<article>{NUMBER})条(?:之(?P<added>{CHINESE}+))?{DEEPER}")
WITHIN = re.compile(rf"本条第(?P<paragraph>{NUMBER})款(?:第[（(]?(?P<point>{NUMBER})[)）]?项)?|(?P<previous>前款)")
TITLE = re.compile(r"《(?P<title>[^《》]{2,100})》(?:\s*[（(〔\[][^（）()]{1,40}[)）〕\]])?\s*$")
CHAIN = re.compile(r"^(?:[、，,]|和|及|与|或者?|至|以及)*$")
LOOK_BACK = 160


def article_key(number: str, added: str | None = None) -> str:
    """How an article is named in records: 第三条 "3", 第三条之一 "3-1"."""
    value = str(chinese_value(number))
    return f"{value}-{chinese_value(added)}" if added else value


def find_references(text: str, spans: Sequence[Span], headings: Sequence[Heading]) -> tuple[ReadReference, ...]:
    """Find the provisions that a text cites by their numbers.

    Args:
        text: The source text.
        spans: Passages of the body; the number that opens an article is no reference.
        headings: The outline, for 本条 and 前款.

    Returns:
        The references in text order; `title` is the document named before, None for the text itself.
    """
    opened = [(heading.line_start, heading.key) for heading in headings if heading.form == "article"]
    starts = {start for start, _ in opened}
    found: list[ReadReference] = []
    for span in passages_that_may_hold(CITED, text, spans):
        found += _cited(text, span, starts)
    for match in find_in_passages(WITHIN, text, spans) if opened else ():
        found += _within(match, opened)
    return tuple(sorted(dict.fromkeys(found), key=lambda entry: entry.span))


def _cited(text: str, span: Span, starts: set[int]) -> Iterator[ReadReference]:
    previous: ReadReference | None = None
    for match in CITED.finditer(text, *span):
        if match.start() in starts:
            continue
        if previous is not None and CHAIN.match(text[previous.span[1] : match.start()]):
            title = previous.title
        else:
            before = TITLE.search(text[max(0, match.start() - LOOK_BACK) : match.start()])
            title = before["title"] if before is not None else None
        previous = ReadReference(
            raw=match.group(),
            title=title,
            article=article_key(match["article"], match["added"]),
            paragraph=_value(match["paragraph"]),
            point=_value(match["point"]),
            span=match.span(),
        )
        yield previous


def _within(match: re.Match[str], opened: Sequence[tuple[int, str]]) -> Iterator[ReadReference]:
    """本条第二款 and 前款 mean the article they stand in."""
    at = bisect_right(opened, match.start(), key=itemgetter(0)) - 1
    if at >= 0:
        yield ReadReference(
            raw=match.group(),
            article=opened[at][1],
            paragraph=_value(match["paragraph"]),
            point=_value(match["point"]),
            previous=match["previous"] is not None,
            span=match.span(),
        )


def _value(numeral: str | None) -> int | None:
    return chinese_value(numeral) or None if numeral else None

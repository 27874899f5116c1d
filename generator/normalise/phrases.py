"""The noun phrase (名词短语) in a heading: official headings are a verb or two and what they are done to."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.normalise.folding import compact
from generator.vocabulary import Vocabulary

_CLAUSE = re.compile(r"[,。;:!?]")
_BRACKETS = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r"[\"'“](?P<said>[^\"'“”]+)[\"'”]")
_SHORTEST = 2

_NUMBER = re.compile(r"^第[零〇一二两三四五六七八九十百\d]{1,6}[编章节条款项](?:之[一二三四五六七八九十]{1,3})?$")
"""What stands for the title of an article that has none."""


@lru_cache(maxsize=4)
def _leading(vocabulary: Vocabulary) -> re.Pattern[str]:
    """Verbs and adverbs that open headings, each of them however often and in whatever order."""
    verbs = vocabulary.one_of("heading_words", "opening_verb").pattern
    return re.compile(rf"^(?:(?:{verbs})(?![性化型者])|和|与|并|、)+")


def noun_phrase(heading: str, vocabulary: Vocabulary) -> str:
    """What a heading is about.

    Args:
        heading: A title ("加强分类投放设施建设，提升服务水平").
        vocabulary: Its `heading_words`.

    Returns:
        Its first clause without the verbs in front and without 工作 and the like behind ("分类投放设施建设"),
        folded in width, its verb kept where the rest says nothing alone ("改善条件");
        "" if nothing is left, or if the heading only names a kind of part (主要任务).
    """
    generic = vocabulary.one_of("heading_words", "generic")
    clause = _CLAUSE.split(_unquoted(_BRACKETS.sub("", compact(heading))))[0]
    if generic.match(clause) or _NUMBER.match(clause):
        return ""
    bare = _leading(vocabulary).sub("", clause)
    shorter = vocabulary.one_of("heading_words", "tail").sub("", bare)
    found = shorter if len(shorter) >= _SHORTEST else bare
    if not found:
        return ""  # nothing but verbs (强化保障落实): it says of nothing what is done
    vague = vocabulary.one_of("heading_words", "vague")
    if len(found) < _SHORTEST or vague.match(found):
        found = clause
    return "" if len(found) < _SHORTEST or generic.match(found) else _unquoted(found)


def _unquoted(text: str) -> str:
    """The text without quotes around the whole of it (“一网通办”) or one that lacks its other; those of a part stay."""
    if text.count("“") != text.count("”") or text.count('"') % 2:
        return text.strip('"“”')
    return match["said"] if (match := _QUOTED.fullmatch(text)) is not None else text


def opens_with_verb(text: str, vocabulary: Vocabulary) -> bool:
    """Whether a text opens as headings do, with a verb or adverb of official language."""
    return vocabulary.one_of("heading_words", "opening_verb").match(text) is not None

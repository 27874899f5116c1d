"""Titles and numbers of documents as they are cited, brought to one form: whether two are those of one document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import TypeVar

from rapidfuzz import fuzz

from generator.vocabulary import Vocabulary

NEARLY = 80
"""Titles at least this much alike (rapidfuzz ratio, 0 to 100) may be those of one document."""

Named = TypeVar("Named")

_BRACKETS = str.maketrans("[]（）()【】", "〔〕〔〕〔〕〔〕")


def core_of_title(title: str, vocabulary: Vocabulary) -> str:
    """A title without what its readers leave out: blanks, punctuation, issuer of a covering notice.

    Who issued it counts by its place alone: 江苏省人民政府关于…, 江苏省关于….
    """
    text = re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", title))
    issued = vocabulary.one_of("drafting_patterns", "covering_notice").fullmatch(text)
    text = issued["inner"] if issued else text
    text = vocabulary.one_of("drafting_patterns", "digest_mark").sub("", text).replace("人民政府", "政府")
    return vocabulary.one_of("drafting_patterns", "issuing_government").sub(r"\g<place>", text)


def likeness_of_titles(one: str, other: str, vocabulary: Vocabulary) -> float:
    """How much two titles are alike (0 to 100), words that titles are written with and without (关于) left out."""
    fillers = vocabulary.one_of("drafting_patterns", "title_filler")
    first, second = (fillers.sub("", core_of_title(title, vocabulary)) for title in (one, other))
    return float(fuzz.ratio(first, second))


def nearest_title(title: str, among: Iterable[tuple[str, Named]], vocabulary: Vocabulary) -> Named | None:
    """What has the title that is most like the one cited.

    Args:
        title: The title cited.
        among: Titles, and what each is that of.
        vocabulary: How titles are written.

    Returns:
        The first of those most alike; None where none is alike by NEARLY.
    """
    scored = [(likeness_of_titles(title, other, vocabulary), named) for other, named in among]
    score, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    return best if score >= NEARLY else None


def is_same_title(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether two titles are the same; 省政府关于… names no province, and may be that of any."""
    first, second = core_of_title(one, vocabulary), core_of_title(other, vocabulary)
    heads = [title.partition("关于")[0] for title in (first, second)]
    matters = [title.partition("关于")[2] for title in (first, second)]
    open_head = any(len(head) <= 1 for head in heads) and (heads[0][-1:] == heads[1][-1:] or not all(heads))
    return first == second or (matters[0] == matters[1] != "" and open_head)


def level_number(number: str) -> str:
    """A document number without blanks, its year in 〔〕."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", number)).translate(_BRACKETS)


def head_of_number(number: str) -> str:
    """What two numbers of one issuer and year share (国发〔2016)."""
    return level_number(number).partition("〕")[0]

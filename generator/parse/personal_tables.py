"""Persons in lists of contacts (联络员名单): tables with a column of telephone numbers, and who stands beside these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Literal

from generator.models import PersonalData, Span
from generator.parse.folding import squeeze
from generator.parse.lines import trim
from generator.vocabulary import Vocabulary

Kind = Literal["phone", "name"]

NAME = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff·]){1,8}(?:[、 /](?:[\u4e00-\u9fff·]){2,4})*")
NUMBER = re.compile(r"[^\u4e00-\u9fff]*\d(?:[^\u4e00-\u9fff]*\d){4}.*", re.DOTALL)
FORMS: Mapping[Kind, re.Pattern[str]] = MappingProxyType({"phone": NUMBER, "name": NAME})
HEADS: Mapping[Kind, str] = MappingProxyType({"phone": "phone_column", "name": "name_column"})
LINE = re.compile("[^\n\r]+")


def find_listed(text: str, spans: Sequence[Span], vocabulary: Vocabulary) -> Iterator[PersonalData]:
    """Find the names and numbers of persons in tables whose head says that they hold telephone numbers.

    Args:
        text: The source text; the cells of a table's row stand on a line, parted by tabs.
        spans: The passages to look at.
        vocabulary: Its `personal_words`: how such columns are called.
    """
    columns: dict[int, Kind] = {}
    width = 0
    for start, end in (match.span() for span in spans for match in LINE.finditer(text, *span)):
        cells = _cells(text, start, end)
        heads = _heads(text, cells, vocabulary)
        if "phone" in heads.values():
            columns, width = heads, len(cells)
            continue
        if len(cells) != width:
            columns = {}
        for at, kind in columns.items():
            if FORMS[kind].fullmatch(text, *cells[at]):
                yield PersonalData(kind=kind, span=cells[at])


def _cells(text: str, start: int, end: int) -> list[Span]:
    found = []
    for part in text[start:end].split("\t"):
        found.append(trim(text, start, start + len(part)))
        start += len(part) + 1
    return found


def _heads(text: str, cells: Sequence[Span], vocabulary: Vocabulary) -> dict[int, Kind]:
    """Which columns hold names and numbers of persons, if a row is the head of a table."""
    found: dict[int, Kind] = {}
    for at, cell in enumerate(cells if len(cells) > 1 else ()):
        name = squeeze(text[slice(*cell)])
        for kind, head in HEADS.items():
            if vocabulary.one_of("personal_words", head).search(name):
                found[at] = kind
    return found

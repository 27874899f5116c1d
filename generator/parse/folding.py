"""Folding: comparing titles and numbers whatever their widths, spaces and punctuation."""

from __future__ import annotations

import re
import unicodedata

SPACE = re.compile(r"\s+")
OPENING_NUMBER = re.compile(r"[\[［【（(]\s*(?=(?:\d{4}|[XＸ×*]+)\s*[\]］】）)])")
CLOSING_NUMBER = re.compile(r"(?<=〔)(\d{4}|[XＸ×*]+)\s*[\]］】）)]")


def fold(text: str) -> str:
    """The letters, digits and characters of `text` in one width and case, without space and punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def squeeze(text: str) -> str:
    """`text` without any white space (line ends, NBSP and full-width spaces included)."""
    return SPACE.sub("", text)


def normalise_number(raw: str) -> str:
    """A document number (发文字号) in its standard form.

    Six-cornered brackets 〔〕 around the year and no 第, as GB/T 9704-2012, section 7.2.5 has it.

    Args:
        raw: The number as written ("吉政办发[2017]75号", "宜发〔2018〕44 号").

    Returns:
        The number with standard brackets, half-width digits and no spaces ("宜发〔2018〕44号").
    """
    text = squeeze(raw)
    text = "".join(unicodedata.normalize("NFKC", c) if c in "０１２３４５６７８９Ｘ" else c for c in text)
    text = OPENING_NUMBER.sub("〔", text)
    text = CLOSING_NUMBER.sub(r"\1〕", text)
    return text.replace("〕第", "〕")

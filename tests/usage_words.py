"""The Chinese words of click: `python -m tests.usage_words` makes the catalogue of messages.po."""

from __future__ import annotations

import io

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from generator.usage import CATALOGUE, DOMAIN

SOURCE = CATALOGUE / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
MADE = SOURCE.with_suffix(".mo")


def words() -> Catalog:
    """The messages as they are written."""
    with SOURCE.open("rb") as file:
        return read_po(file, locale="zh")


def compiled() -> bytes:
    """The catalogue as gettext reads it."""
    made = io.BytesIO()
    write_mo(made, words())
    return made.getvalue()


if __name__ == "__main__":
    MADE.write_bytes(compiled())

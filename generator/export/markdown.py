"""A document as Markdown: a pipe table with <ins> and <del> for the differences."""

from __future__ import annotations

import functools
import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.export.document import Document

_SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$!]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE = re.compile(r"[\t\n\r\u2028\u2029]+")


def as_markdown(document: Document) -> str:
    """The document as Markdown.

    Args:
        document: Title, table, notes and sources.

    Returns:
        Text in which nothing of the passages is taken for Markdown or HTML, with a line end at its end.
    """
    return _environment().get_template("document.md").render(document=document)


def escape_cell(text: str) -> Markup:
    """A text as one line of a table's cell; blanks inside and at its ends stay, for it may be part of a line."""
    line = _LINE.sub(" ", _CONTROL.sub("\ufffd", text))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(_SPECIAL.sub(r"\\\g<0>", line))  # noqa: S704 - all of it escaped


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("generator.export"),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["md"] = escape_cell
    return environment

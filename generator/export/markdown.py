"""A document as Markdown: a pipe table with <ins> and <del> for the differences."""

from __future__ import annotations

import functools

from jinja2 import Environment

from generator.export.document import Document
from generator.plain_markdown import environment_of, escape_text


def as_markdown(document: Document) -> str:
    """The document as Markdown.

    Args:
        document: Title, table, notes and sources.

    Returns:
        Text in which nothing of the passages is taken for Markdown or HTML, with a line end at its end.
    """
    return _environment().get_template("document.md").render(document=document)


@functools.cache
def _environment() -> Environment:
    return environment_of("generator.export", md=escape_text)

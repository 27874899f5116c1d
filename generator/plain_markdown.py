"""Markdown that leaves the program as a file: texts of documents in it stay what they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

PUNCTUATION = re.compile(r"[!-'*+\-.:-@\[-`{-~]")
"""ASCII signs that Markdown, HTML or a forge may act on: all but round brackets, commas and slashes."""

_SPECIAL = re.compile(r"[\\`*_{}\[\]#|~$!]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile(r"[\t\n\r\u2028\u2029]+")


def escape_text(text: str) -> Markup:
    """A text on one line in which neither Markdown nor HTML sees anything, readable as plain text too.

    Args:
        text: Any text; blanks inside and at its ends stay, for it may be part of a line.

    Returns:
        The line, for templates that escape by themselves.
    """
    line = _LINE_END.sub(" ", _CONTROL.sub("\ufffd", text))
    line = line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(_SPECIAL.sub(r"\\\g<0>", line))  # noqa: S704 - all of it escaped


def environment_of(package: str, **filters: Callable[..., object]) -> Environment:
    """The templates of a package that make whole files.

    Args:
        package: A package with a folder "templates".
        **filters: What the templates call beside Jinja's own filters.

    Returns:
        An environment that escapes for HTML, refuses what it does not know and keeps the last line end.
    """
    environment = Environment(
        loader=PackageLoader(package),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    return environment

"""What is wrong with a template that a knowledge base brings along, as a problem of its owner's."""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import Final

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

from generator.problems import Problem

FAULTS: Final = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What templates raise: Jinja's own errors, and those of what they reckon with."""


def template_problem(error: Exception, root: Path, folder: str | None) -> Problem | None:
    """Tell what is wrong with a template.

    Args:
        error: What MkDocs ran into, one of FAULTS.
        root: The folder of the knowledge base.
        folder: Where its own templates stand (`custom_dir`), None where it has none.

    Returns:
        The problem (template_invalid), its path relative to `root`, at the line where the template stopped. None if the
        fault lies in no template of the knowledge base: it is the program's, and nobody who reads a line could mend it.
    """
    held = Path(root, folder).resolve() if folder else None
    for name, line in _places(error):
        place = Path(name).resolve()
        if held is not None and place.is_relative_to(held):
            path = place.relative_to(root.resolve()) if place.is_relative_to(root.resolve()) else place
            return Problem(path=path.as_posix(), line=line, code="template_invalid", message=_message(error))
    return None


def _places(error: Exception) -> list[tuple[str, int]]:
    """Files and lines, the innermost first. Jinja puts the lines of templates in the place of what it made of them."""
    if isinstance(error, TemplateSyntaxError) and error.filename:
        return [(error.filename, error.lineno)]
    frames = traceback.extract_tb(error.__traceback__)
    return [(frame.filename, frame.lineno or 0) for frame in reversed(frames)]


def _message(error: Exception) -> str:
    said = f"没有名为 {error.name} 的模板" if isinstance(error, TemplateNotFound) else " ".join(str(error).split())
    return f"模板有误，站点未生成：{said}；请改正这一行，或删去这个文件而用程序自带的"

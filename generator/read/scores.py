"""The scores that people keep beside a knowledge base: its records against readings made by hand."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from generator.models import QualityScore
from generator.problems import PolicykbError, Problem


def read_scores(path: Path, shown: str) -> tuple[QualityScore, ...]:
    """Read the file of scores.

    Args:
        path: A YAML list of scores; it may be missing.
        shown: The file as it is shown to people.

    Returns:
        The scores in the order of the file; none if there is no file.

    Raises:
        PolicykbError: The file is no such list (scores_invalid).
    """
    if not path.exists():
        return ()
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        return TypeAdapter(tuple[QualityScore, ...]).validate_python(content or ())
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValidationError) as error:
        mark = getattr(error, "problem_mark", None)
        message = f"读不出（{type(error).__name__}）；请重新生成这个文件，或删去它"
        line = mark.line + 1 if mark is not None else 0
        raise PolicykbError(Problem(path=shown, line=line, code="scores_invalid", message=message)) from error

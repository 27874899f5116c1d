"""A gold alignment (对齐金标准): pairs of provisions judged by reading, kept beside the tests."""

from __future__ import annotations

from pathlib import Path

import yaml

from generator.problems import PolicykbError, Problem


def read_gold_file(path: Path, shown: str) -> dict[str, object]:
    """Read the file; what its pairs mean is not judged here.

    Args:
        path: A YAML mapping.
        shown: The file as it is shown to people.

    Returns:
        Its content.

    Raises:
        PolicykbError: The file is missing or no YAML mapping (gold_invalid).
    """
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark = getattr(error, "problem_mark", None)
        message = f"读不出（{type(error).__name__}）；请检查路径与格式"
        line = mark.line + 1 if mark is not None else 0
        raise PolicykbError(Problem(path=shown, line=line, code="gold_invalid", message=message)) from error
    if not isinstance(content, dict):
        message = "应为 YAML 映射，内有 pairs 列表；格式见 tests/truth/alignment.yaml"
        raise PolicykbError(Problem(path=shown, line=0, code="gold_invalid", message=message))
    return content

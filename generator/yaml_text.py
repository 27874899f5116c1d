"""YAML as records are written in: block style, one fact a line, spans and names on one line.

PyYAML spends forty milliseconds on a record, more than reading it from its source takes. What records hold is a small
part of YAML (mappings, lists, text, numbers, dates), so it is written here, and the reading is left to PyYAML: the
tests read everything back (YAML 1.2.2, chapters 7.3 and 8; PyYAML reads 1.1, whose plain words are minded too).
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_SIGNS = r"\u3400-\u9fff（）《》“”‘’〔〕【】、，。；：！？·—…％A-Za-z0-9_/()%+"
_PLAIN = re.compile(rf"[\u3400-\u9fff（《“〔【A-Za-z(][{_SIGNS}.-]*(?: [{_SIGNS}][{_SIGNS}.-]*)*")
_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan"))
"""Words that YAML 1.1 reads as something else than text, in any case."""

_UNPRINTED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|[^\x00-\uffff]")


def yaml_text(value: Mapping[str, Any] | Sequence[Any]) -> str:
    """Plain data as YAML.

    Args:
        value: Mappings with text as keys, sequences, str, int, float, bool, None and dates.

    Returns:
        Block YAML in the order given; lists of numbers, lists of such lists, and mappings of nothing but id and
        name stand on one line. The same data always gives the same text.

    Raises:
        TypeError: Something else is in it.
    """
    if not value:
        return "{}\n" if isinstance(value, Mapping) else "[]\n"
    return "\n".join(_block(value, "")) + "\n"


def _block(value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401
    """The lines of a mapping or list that does not fit on one line."""
    if isinstance(value, Mapping):
        for key, entry in value.items():
            name = f"{indent}{_text(key)}:"
            line = _line(entry)
            if line is not None:
                yield f"{name} {line}"
                continue
            yield name
            # A list under a key stands at the key's own indent, as PyYAML writes it.
            yield from _block(entry, f"{indent}  " if isinstance(entry, Mapping) else indent)
    else:
        for entry in value:
            line = _line(entry)
            if line is not None:
                yield f"{indent}- {line}"
                continue
            lines = _block(entry, f"{indent}  ")
            yield f"{indent}- {next(lines)[len(indent) + 2 :]}"
            yield from lines


def _line(value: Any) -> str | None:  # noqa: ANN401
    """A value that stands on one line; None for what needs more."""
    if isinstance(value, str):
        return _text(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        if not value:
            return "{}"
        named = value.keys() == {"id", "name"} and all(isinstance(entry, str) for entry in value.values())
        return "{" + ", ".join(f"{key}: {_text(entry)}" for key, entry in value.items()) + "}" if named else None
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_numbers, value)) + "]" if _numeric(value) else None
    raise TypeError(type(value).__name__)


def _numeric(value: Sequence[Any]) -> bool:
    return all(
        (isinstance(entry, int) and not isinstance(entry, bool))
        or (isinstance(entry, list | tuple) and _numeric(entry))
        for entry in value
    )


def _numbers(value: Any) -> str:  # noqa: ANN401
    return str(value) if isinstance(value, int) else "[" + ", ".join(map(_numbers, value)) + "]"


def _float(value: float) -> str:
    text = repr(value)
    if text in ("inf", "-inf", "nan"):
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}[text]
    # YAML 1.1 takes 1e-05 for text: a number with an exponent needs a point.
    return text.replace("e", ".0e", 1) if "e" in text and "." not in text else text


def _text(text: str) -> str:
    """Plain where nobody can take it for anything else, in single quotes where that suffices, else in double ones."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    if text.isprintable() and not _UNPRINTED.search(text):
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(_escape, quoted)


def _escape(found: re.Match[str]) -> str:
    number = ord(found[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"

"""YAML as records are written in: block style, one fact a line, spans and names on one line.

PyYAML spends forty milliseconds on a record, more than reading it from its source takes. What records hold is a small
part of YAML (mappings, lists, text, numbers, dates), so it is written here, and the reading is left to PyYAML: the
tests read everything back (YAML 1.2.2, chapters 7.3 and 8; PyYAML reads 1.1, whose plain words are minded too).
"""

from __future__ import annotations

import datetime
import functools
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

_SIGNS = r"\u3400-\u9fff（）《》“”‘’〔〕【】、，。；：！？·—…％A-Za-z0-9_/()%+"
_PLAIN = re.compile(rf"[\u3400-\u9fff（《“〔【A-Za-z(][{_SIGNS}.-]*(?: [{_SIGNS}][{_SIGNS}.-]*)*")
_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan"))
"""Words that YAML 1.1 reads as something else than text, in any case."""

SHORT = 16
"""Characters of a text that is likely to come again."""

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
    lines: list[str] = []
    _add_block(value, "", lines)
    return "\n".join(lines) + "\n"


def _add_block(value: Any, indent: str, lines: list[str]) -> None:  # noqa: ANN401
    """Add the lines of a mapping or list that does not fit on one line."""
    if type(value) is dict or isinstance(value, Mapping):
        for key, entry in value.items():
            name = f"{indent}{_key(key)}:"
            line = _line(entry)
            if line is not None:
                lines.append(f"{name} {line}")
                continue
            lines.append(name)
            # A list under a key stands at the key's own indent, as PyYAML writes it.
            _add_block(entry, f"{indent}  " if isinstance(entry, Mapping) else indent, lines)
    else:
        inner = f"{indent}  "
        for entry in value:
            line = _line(entry)
            if line is not None:
                lines.append(f"{indent}- {line}")
                continue
            first = len(lines)
            _add_block(entry, inner, lines)
            lines[first] = f"{indent}- {lines[first][len(inner) :]}"


def _line(value: Any) -> str | None:  # noqa: ANN401
    """A value that stands on one line; None for what needs more."""
    if isinstance(value, str):
        return _text(value) if len(value) > SHORT else _short(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _float(value)
    if type(value) is dict:
        return _named(value) if value else "{}"
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return _numbers(value)
    if isinstance(value, Mapping):
        return _named(value) if value else "{}"
    raise TypeError(type(value).__name__)


def _named(value: Mapping[str, Any]) -> str | None:
    """A mapping of nothing but id and name on one line; None for any other."""
    if len(value) != 2 or value.keys() != {"id", "name"} or not all(isinstance(entry, str) for entry in value.values()):
        return None
    return "{" + ", ".join(f"{key}: {_text(entry)}" for key, entry in value.items()) + "}"


def _numbers(value: Sequence[Any]) -> str | None:
    """A list of whole numbers, or of such lists, on one line; None for any other."""
    shown: list[str] = []
    for entry in value:
        if isinstance(entry, list | tuple):
            inner = _numbers(entry)
            if inner is None:
                return None
            shown.append(inner)
        elif isinstance(entry, int) and not isinstance(entry, bool):
            shown.append(str(entry))
        else:
            return None
    return f"[{', '.join(shown)}]"


def _float(value: float) -> str:
    text = repr(value)
    if text in ("inf", "-inf", "nan"):
        return {"inf": ".inf", "-inf": "-.inf", "nan": ".nan"}[text]
    # YAML 1.1 takes 1e-05 for text: a number with an exponent needs a point.
    return text.replace("e", ".0e", 1) if "e" in text and "." not in text else text


@functools.lru_cache(maxsize=8192)
def _short(text: str) -> str:
    """A short text, of which few make up nine tenths of a record: ids, roles, numbers, names of units."""
    return _text(text)


@functools.lru_cache(maxsize=1024)
def _key(text: str) -> str:
    """A key, of which there are few."""
    return _text(text)


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

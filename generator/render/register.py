"""A register of the kept parts: one file tells which of them hold, instead of the thousands that they stand in.

It lists each coarse fact once, with its digest, and for each part the numbers of its facts and its files. A part holds
if none of its facts has changed; any other is looked at by itself. The register says nothing of what the entries of
parts hold now: who needs the bytes of a file compares its digest.

What it tells of a part is read when somebody asks for that part: all of it at once would take four times the memory.
"""

from __future__ import annotations

import hashlib
import json
from array import array
from collections.abc import Callable, Iterable
from typing import Any, Final

from generator.render.facts import Fact

NAME: Final = "parts"

FEW: Final = 20
"""If one part of so many had to be looked at by itself, the register is written anew."""

_NEXT: Final = b"\x1e"
"""Stands before each part: JSON holds no such sign, nor a line's end."""

_THEN: Final = b"\x1f"
"""Stands between the numbers of a part's facts and its files."""

Listed = list[tuple[str, int, str]]
"""The files of a part: path, size, and digest."""


def read_listed(told: Iterable[Iterable[Any]]) -> Listed:
    """Files as JSON gives them.

    Raises:
        ValueError: They are none; so with a TypeError.
    """
    return [(str(path), int(size), str(digest)) for path, size, digest in told]


class Register:
    """The parts that hold."""

    def __init__(self, content: bytes | None, settings: str, digest_of: Callable[[Fact], str]) -> None:
        """Look which facts have changed.

        Args:
            content: What `content` gave the last time, None if nothing was kept; what cannot be read says nothing.
            settings: What tells the site's settings.
            digest_of: What a fact is like now.
        """
        self._settings, self._digest_of = settings, digest_of
        self._content = content or b""
        self._places: dict[str, tuple[int, int]] = {}
        self._facts: list[Fact] = []
        self._noted: dict[str, tuple[array[int], bytes]] = {}
        self._numbers: dict[Fact, int] = {}
        self._changed: frozenset[int] = frozenset()
        self._held: set[str] = set()
        try:
            self._places = self._read()
        except (ValueError, TypeError, KeyError, AttributeError):
            self._places = {}

    def _read(self) -> dict[str, tuple[int, int]]:
        """Where each part stands that is told of."""
        end = self._content.find(_NEXT)
        if end < 0:
            return {}
        told = json.loads(self._content[:end])
        if (told["settings"], told["digest"]) != (self._settings, _digest(self._content, end)):
            return {}
        self._facts = [tuple(fact) for fact, _ in told["facts"]]
        now = map(self._digest_of, self._facts)
        pairs = enumerate(zip(now, (digest for _, digest in told["facts"]), strict=True))
        self._changed = frozenset(at for at, (one, other) in pairs if one != other)
        places: dict[str, tuple[int, int]] = {}
        for name, size in zip(told["parts"], told["sizes"], strict=True):
            places[name] = end + 1, end + 1 + size
            end += 1 + size
        return places if end == len(self._content) else {}

    def _facts_of(self, name: str) -> list[int] | None:
        """The numbers of the facts of a part, None if the register does not tell that it holds."""
        if name not in self._places:
            return None
        facts: list[int] = json.loads(self._line(name, 0))
        return facts if self._changed.isdisjoint(facts) else None

    def _line(self, name: str, number: int) -> bytes:
        """What is told of a part: the numbers of its facts, or its files."""
        start, end = self._places[name]
        return self._content[start:end].split(_THEN)[number]

    def holds(self, name: str) -> bool:
        """Whether a part holds for certain; otherwise it is to be looked at."""
        if name not in self._held and self._facts_of(name) is not None:
            self._held.add(name)
        return name in self._held

    def files_of(self, name: str) -> Listed | None:
        """The files of a part that holds for certain; None if it is to be looked at."""
        if name in self._noted:
            return read_listed(json.loads(self._noted[name][1]))
        return read_listed(json.loads(self._line(name, 1))) if self.holds(name) else None

    def note(self, name: str, facts: Iterable[Fact], files: Listed) -> None:
        """Somebody has looked at a part, and it holds."""
        # Numbers and JSON: where all parts are looked at, they wait here.
        numbers = self._numbers
        self._noted[name] = array("I", [numbers.setdefault(fact, len(numbers)) for fact in facts]), _json(files)

    def content(self, names: Iterable[str]) -> bytes | None:
        """The register of these parts as far as they hold, to be kept; None where writing it would save little."""
        if len(self._noted) * FEW <= len(self._places):
            return None
        numbers: dict[Fact, int] = {}
        parts: dict[str, bytes] = {}
        noted = tuple(self._numbers)
        for name in names:
            if name in self._noted:
                told, listed = self._noted[name]
                facts = tuple(noted[at] for at in told)
            elif (held := self._facts_of(name)) is not None:
                facts, listed = tuple(self._facts[at] for at in held), self._line(name, 1)
            else:
                continue
            parts[name] = _json([numbers.setdefault(fact, len(numbers)) for fact in facts]) + _THEN + listed
        body = b"".join(_NEXT + part for part in parts.values()) or _NEXT
        told_of_all = {
            "settings": self._settings,
            "digest": _digest(body, 0),
            "facts": [(fact, self._digest_of(fact)) for fact in numbers],
            "parts": list(parts),
            "sizes": list(map(len, parts.values())),
        }
        return _json(told_of_all) + body


def _digest(content: bytes, start: int) -> str:
    """Tells what stands from a place on."""
    return hashlib.sha256(memoryview(content)[start:]).hexdigest()


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

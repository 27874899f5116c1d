"""A register of the kept parts: one file tells which of them hold, instead of the thousands that they stand in.

It lists each coarse fact once, with its digest, and for each part the numbers of its facts and its files. A part holds
if none of its facts has changed; any other is looked at by itself. The register says nothing of what the entries of
parts hold now: who needs the bytes of a file compares its digest.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterable
from typing import Any, Final

from generator.render.watched import Fact

NAME: Final = "parts"

FEW: Final = 20
"""If one part of so many had to be looked at by itself, the register is written anew."""

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
        self._parts: dict[str, tuple[array[int], Listed]] = {}
        self._facts: list[Fact] = []
        self._noted: dict[str, tuple[tuple[Fact, ...], Listed]] = {}
        changed: set[int] = set()
        try:
            told = json.loads(content or b"{}")
            if told.get("settings") == settings:
                self._facts = [tuple(fact) for fact, _ in told["facts"]]
                digests = [digest for _, digest in told["facts"]]
                now = map(digest_of, self._facts)
                changed.update(at for at, (one, other) in enumerate(zip(now, digests, strict=True)) if one != other)
                self._parts = {
                    name: (array("I", facts), read_listed(files))
                    for name, (facts, files) in told["parts"].items()
                    if changed.isdisjoint(facts) and max(facts) < len(self._facts) and min(facts) >= 0
                }
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            self._parts = {}

    def files_of(self, name: str) -> Listed | None:
        """The files of a part that holds for certain; None if it is to be looked at."""
        held = self._parts.get(name)
        return None if held is None else held[1]

    def note(self, name: str, facts: Iterable[Fact], files: Listed) -> None:
        """Somebody has looked at a part, and it holds."""
        self._noted[name] = tuple(facts), files

    def content(self, names: Iterable[str]) -> bytes | None:
        """The register of these parts as far as they hold, to be kept; None where writing it would save little."""
        if len(self._noted) * FEW <= len(self._parts):
            return None
        numbers: dict[Fact, int] = {}
        parts: dict[str, tuple[list[int], Listed]] = {}
        for name in names:
            if name in self._noted:
                facts, files = self._noted[name]
            elif name in self._parts:
                held, files = self._parts[name]
                facts = tuple(self._facts[at] for at in held)
            else:
                continue
            parts[name] = [numbers.setdefault(fact, len(numbers)) for fact in facts], files
        told = {
            "settings": self._settings,
            "facts": [(fact, self._digest_of(fact)) for fact in numbers],
            "parts": parts,
        }
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()

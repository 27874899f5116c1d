"""What is worked out document by document and kept: what every document adds to files that hold something of all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol, cast

from generator.render.site import DataFile, Portion, SiteInput, module_of

Maker = Callable[[SiteInput, str], bytes]
"""Works something out for the document with an id."""


class Materials(Protocol):
    """What is kept of every document, and what a module keeps of its last run."""

    def of(self, kind: str, policy: str, make: Maker) -> bytes:
        """What `make` gives for a document, as long as what it asked of the site is what it was.

        Args:
            kind: A word of the module's MATERIALS.
            policy: The document's id.
            make: Works it out.
        """

    def state(self, name: str) -> bytes | None:
        """What was kept under a name, None if nothing."""

    def keep_state(self, name: str, content: bytes) -> None:
        """Keep something under a name that the module's `states` tells, in one step; it may come to nothing."""


class Unkept:
    """Materials that are made anew every time."""

    def __init__(self, site: SiteInput) -> None:
        """Nothing is made yet."""
        self._site = site

    def of(self, kind: str, policy: str, make: Maker) -> bytes:
        """See Materials."""
        return make(self._site, policy)

    def state(self, name: str) -> bytes | None:
        """Nothing."""
        return None

    def keep_state(self, name: str, content: bytes) -> None:
        """Let it go."""


class Builder(Protocol):
    """A data module whose files hold something of every document: beside `files` it has these.

    MATERIALS are the kinds that it asks for, `states` the names under which it keeps something of its own.
    """

    MATERIALS: tuple[str, ...]

    def files_from(self, site: SiteInput, materials: Materials) -> Iterator[DataFile]:
        """The files of this kind, made with what is kept."""

    def states(self) -> Iterator[str]:
        """See the class."""


def builder(portion: Portion) -> Builder | None:
    """The module of a portion, if it makes use of materials."""
    module = module_of(portion.pages, portion.module)
    return cast(Builder, module) if hasattr(module, "files_from") and portion.parts is None else None

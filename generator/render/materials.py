"""What is worked out document by document and kept: what every document adds to files that hold something of all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, pairwise
from typing import Protocol, cast

from generator.models.packed import Piece
from generator.render.site import Made, Page, Portion, SiteInput, module_of

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

    def apart(self) -> Callable[[bytes], Piece]:
        """Somewhere to lay things down that are asked for later in this run; see `generator.render.kept.PartCache`."""


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

    def apart(self) -> Callable[[bytes], Piece]:
        """In memory."""
        return bytes


class Builder(Protocol):
    """A module that makes use of materials: beside `files` or `pages` it has these.

    MATERIALS are the kinds that it asks for, `states` the names under which it keeps something of its own.
    """

    MATERIALS: tuple[str, ...]

    def files_from(self, site: SiteInput, materials: Materials) -> Iterator[Made]:
        """The files of a data module, made with what is kept; pieces of what is kept now may be told as such."""

    def pages_from(self, site: SiteInput, materials: Materials) -> Iterator[Page]:
        """The pages of a page module."""

    def states(self) -> Iterator[str]:
        """See the class."""


def builder(portion: Portion) -> Builder | None:
    """The module of a portion, if it makes use of materials."""
    module = module_of(portion.pages, portion.module)
    made_by = "pages_from" if portion.pages else "files_from"
    return cast(Builder, module) if hasattr(module, made_by) and portion.parts is None else None


def joined(pieces: Iterable[bytes]) -> bytes:
    """Pieces as one that `cut_up` can cut up."""
    held = tuple(pieces)
    return b"\n".join((json.dumps([len(piece) for piece in held]).encode(), b"".join(held)))


def cut_up(content: bytes) -> list[bytes]:
    """What `joined` joined."""
    sizes, _, pieces = content.partition(b"\n")
    ends = accumulate(json.loads(sizes), initial=0)
    return [pieces[start:end] for start, end in pairwise(ends)]

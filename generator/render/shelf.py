"""What is kept of every document by one kind, all on one shelf: one file tells what holds instead of thousands.

Each piece stands in an entry of its own too, with every single thing it rests on. The shelf knows coarse facts only,
like the register of parts (`generator.render.register`), and is written anew when many pieces had to be looked at by
themselves.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from itertools import accumulate, pairwise

from generator.render.facts import Fact
from generator.render.register import Register


class Shelf:
    """The pieces of one kind."""

    def __init__(self, content: bytes | None, settings: str, digest_of: Callable[[Fact], str]) -> None:
        """Look at what was kept.

        Args:
            content: As `content` gave it the last time, None if nothing was kept; what cannot be read says nothing.
            settings: What tells the site's settings.
            digest_of: What a fact is like now.
        """
        listed, _, rest = (content or b"").partition(b"\n")
        told, _, self._pieces = rest.partition(b"\n")
        self._register = Register(told, settings, digest_of)
        self._places: dict[str, tuple[int, int]] = {}
        self._new: dict[str, bytes] = {}
        try:
            sizes = json.loads(listed or b"{}")
            self._places = dict(zip(sizes, pairwise(accumulate(sizes.values(), initial=0)), strict=True))
        except (ValueError, TypeError, AttributeError):
            self._places = {}

    def of(self, policy: str) -> bytes | None:
        """The piece of a document; None if there is none that holds for certain, and is what was kept."""
        listed = self._register.files_of(policy)
        if not listed or policy not in self._places:
            return None
        piece = self._piece(policy)
        return piece if hashlib.sha256(piece).hexdigest() == listed[0][2] else None

    def note(self, policy: str, facts: Iterable[Fact], piece: bytes) -> None:
        """Somebody has looked at a piece or made it, and it rests on these coarse facts."""
        self._new[policy] = piece
        self._register.note(policy, facts, [("", len(piece), hashlib.sha256(piece).hexdigest())])

    def content(self, policies: Iterable[str]) -> bytes | None:
        """The shelf for these documents, to be kept; None where writing it would save little."""
        every = tuple(policies)
        told = self._register.content(every)
        if told is None:
            return None
        pieces = {policy: self._new.get(policy) or self._piece(policy) for policy in every}
        sizes = json.dumps({policy: len(piece) for policy, piece in pieces.items()}, ensure_ascii=False)
        return b"\n".join((sizes.encode(), told, b"".join(pieces.values())))

    def _piece(self, policy: str) -> bytes:
        start, end = self._places.get(policy, (0, 0))
        return self._pieces[start:end]

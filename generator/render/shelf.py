"""What is kept of every document by one kind, all on one shelf: one file tells what holds instead of thousands.

Each piece stands in an entry of its own too, with every single thing it rests on. The shelf knows coarse facts only,
like the register of parts (`generator.render.register`), and is written anew when many pieces had to be looked at by
themselves. Pieces stay on the disk, those kept and those noted: of some kinds all take as much as a whole process.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from typing import IO

from generator.models.packed import Piece, bytes_of, digest_of_piece
from generator.render.facts import Fact
from generator.render.register import Register


class Shelf:
    """The pieces of one kind."""

    def __init__(
        self,
        kept: IO[bytes] | None,
        settings: str,
        digest_of: Callable[[Fact], str],
        lay: Callable[[bytes], Piece] = bytes,
    ) -> None:
        """Look at what was kept.

        Args:
            kept: What `content` gave the last time, None if nothing was kept; what cannot be read says nothing. It
                stays open until `content` has been gone through, or `close`.
            settings: What tells the site's settings.
            digest_of: What a fact is like now.
            lay: Lays pieces down that are asked for later.
        """
        self._kept = kept or BytesIO()
        listed, told = self._kept.readline(), self._kept.readline().removesuffix(b"\n")
        self._register = Register(told, settings, digest_of)
        self._places: dict[str, tuple[int, int]] = {}
        self._new: dict[str, Piece] = {}
        self._sizes: dict[str, int] = {}
        self._lay = lay
        try:
            sizes = json.loads(listed or b"{}")
            first = self._kept.tell()
            self._places = dict(zip(sizes, pairwise(accumulate(sizes.values(), initial=first)), strict=True))
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
        laid = self._new[policy] = self._lay(piece)
        self._sizes[policy] = len(piece)
        self._register.note(policy, facts, [("", len(piece), digest_of_piece(laid))])

    def content(self, policies: Iterable[str]) -> Iterator[bytes] | None:
        """The shelf for these documents, to be kept, piece by piece; None where writing it would save little."""
        every = tuple(policies)
        told = self._register.content(every)
        if told is None:
            return None
        return self._written(every, told)

    def close(self) -> None:
        """Nothing is asked for any more."""
        self._kept.close()

    def _written(self, policies: Sequence[str], told: bytes) -> Iterator[bytes]:
        sizes = {policy: self._size(policy) for policy in policies}
        yield json.dumps(sizes, ensure_ascii=False).encode() + b"\n" + told + b"\n"
        for policy in policies:
            laid = self._new.get(policy)
            yield self._piece(policy) if laid is None else bytes_of(laid)
        # Whoever keeps this puts it in the place of what was kept, which some systems refuse while that is open.
        self.close()

    def _size(self, policy: str) -> int:
        start, end = self._places.get(policy, (0, 0))
        return self._sizes.get(policy, end - start)

    def _piece(self, policy: str) -> bytes:
        start, end = self._places.get(policy, (0, 0))
        try:
            self._kept.seek(start)
            return self._kept.read(end - start)
        except OSError:
            # It is made again.
            return b""

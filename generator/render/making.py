"""Making portions of the site, as they were kept or anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from generator.render.kept import KeptParts, is_kept
from generator.render.materials import builder
from generator.render.pieces import packed_whole
from generator.render.site import DataFile, KeptFile, KeptPiece, Made, Portion, SiteInput, made

Batch = tuple[Portion, ...]
"""Portions that one worker makes one after the other."""

Outcome = tuple[Made, ...]
"""What becomes of a batch."""

LARGE = 1_000_000
"""Bytes from which on a file goes from process to process packed: many may wait in memory."""


@dataclass(frozen=True)
class Held:
    """What is made from: the site, and the parts kept of it."""

    site: SiteInput
    kept: KeptParts | None

    def made(self, batch: Batch) -> Outcome:
        """Make the portions of a batch."""
        return tuple(chain.from_iterable(map(self._made, batch)))

    def _made(self, portion: Portion) -> Outcome:
        if self.kept is not None:
            if is_kept(portion):
                return tuple(self.kept.made(portion))
            module = builder(portion)
            if module is not None:
                return tuple(self.kept.built(module, portion))
        return tuple(made(self.site, portion))

    def sorted_out(self, every: Iterable[Portion]) -> tuple[list[Portion], list[Portion]]:
        """What is to be made, and what can be taken as it was kept."""
        return (list(every), []) if self.kept is None else self.kept.sorted_out(every)

    def pages(self, outcome: Outcome) -> tuple[DataFile, ...]:
        """Pages that were made; none of them is a piece of something kept."""
        return tuple(page for page in outcome if isinstance(page, DataFile))

    def files(self, outcome: Outcome) -> tuple[DataFile | KeptFile, ...]:
        """What was made, as files."""
        return tuple(self._file(made) for made in outcome)

    def _file(self, made: Made) -> DataFile | KeptFile:
        if isinstance(made, KeptPiece):
            assert self.kept is not None
            return self.kept.whole(made)
        return made

    def taken(self, portion: Portion) -> tuple[KeptFile, ...]:
        """Take a portion that was kept."""
        assert self.kept is not None
        return tuple(self.kept.taken(portion))


def packed(file: Made) -> Made:
    """A file as it goes from process to process."""
    if isinstance(file, DataFile) and len(file.content) > LARGE:
        return packed_whole(file.path, file.digest, file.content)
    return file

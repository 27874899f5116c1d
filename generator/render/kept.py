"""Parts of the site that were made before and would come out the same: taken from a cache instead of made again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Protocol, cast

from generator.models.packed import FAST
from generator.render.environment import index_of, page_body, page_head
from generator.render.materials import Builder, Maker, builder
from generator.render.site import (
    DATA_MODULES,
    OVERVIEW_MODULES,
    DataFile,
    Page,
    Portion,
    SiteInput,
    part_files,
    part_pages,
)
from generator.render.watched import Fact, Facts, WatchedSite, gathered


class PartCache(Protocol):
    """Keeps parts by name."""

    def get(self, name: str) -> bytes | None:
        """What was kept under a name by this very program, None if nothing."""

    def put(self, name: str, content: bytes) -> None:
        """Keep an entry."""

    def drop_others(self, names: Iterable[str]) -> None:
        """Remove every entry with another name."""


class KeptParts:
    """Parts by module and name, each with the facts it rests on (`generator.render.watched`).

    A page is kept without its front matter, which names the state of the whole corpus.
    """

    def __init__(self, site: SiteInput, cache: PartCache) -> None:
        """Nothing is read yet.

        Args:
            site: The whole site.
            cache: Where the parts are kept.
        """
        self._site, self._cache = site, cache
        self._facts = Facts(site)
        self._watched = WatchedSite(site)
        self._settings = hashlib.sha256(json.dumps(asdict(site.settings), sort_keys=True).encode()).hexdigest()

    def sorted_out(self, portions: Iterable[Portion]) -> tuple[list[Portion], list[Portion]]:
        """Portions in two: what is to be made, and what can be taken as it was kept."""
        work: list[Portion] = []
        ready: list[Portion] = []
        names: list[str] = []
        for portion in portions:
            if not is_kept(portion):
                work.append(portion)
                continue
            assert portion.parts is not None
            names += (_name(portion, part) for part in portion.parts)
            sound = tuple(part for part in portion.parts if self._is_sound(portion, part))
            others = tuple(part for part in portion.parts if part not in sound)
            work += [Portion(portion.pages, portion.module, others)] if others else []
            ready += [Portion(portion.pages, portion.module, sound)] if sound else []
        self._cache.drop_others((*names, *self._other_names()))
        return work, ready

    def taken(self, portion: Portion) -> Iterator[DataFile]:
        """The files of a portion that is ready."""
        for part in portion.parts or ():
            entry = self._cache.get(_name(portion, part))
            try:
                files = None if entry is None else list(self._unpacked(entry))
            except (ValueError, zlib.error):
                files = None
            # Damaged, or taken away meanwhile.
            yield from self.made(Portion(portion.pages, portion.module, (part,))) if files is None else files

    def made(self, portion: Portion) -> Iterator[DataFile]:
        """Make the parts of a portion, and keep them."""
        site = cast(SiteInput, self._watched)
        for part in portion.parts or ():
            with self._watched.noting() as noted:
                if portion.pages:
                    pages = list(part_pages(site, portion.module, part))
                    files = [DataFile(page.path, page_body(page, site).encode()) for page in pages]
                    heads = [_head(page) for page in pages]
                else:
                    files = list(part_files(site, portion.module, part))
                    heads = []
            facts = gathered(noted)
            self._cache.put(_name(portion, part), self._packed(facts, heads, files))
            yield from self._finished(heads, files)

    def built(self, module: Builder) -> Iterator[DataFile]:
        """The files of a module that makes use of materials."""
        return module.files_from(self._site, self)

    def of(self, kind: str, policy: str, make: Maker) -> bytes:
        """See `generator.render.materials.Materials`."""
        name = _material(kind, policy)
        if self._holds(name):
            kept = self._cache.get(name)
            with contextlib.suppress(ValueError, zlib.error):
                return next(self._unpacked(kept or b"")).content
        with self._watched.noting() as noted:
            content = make(cast(SiteInput, self._watched), policy)
        self._cache.put(name, self._packed(gathered(noted), [], [DataFile("", content)]))
        return content

    def state(self, name: str) -> bytes | None:
        """See `generator.render.materials.Materials`."""
        return self._cache.get(_state(name))

    def keep_state(self, name: str, content: bytes) -> None:
        """See `generator.render.materials.Materials`."""
        self._cache.put(_state(name), content)

    def _other_names(self) -> Iterator[str]:
        """The names of what is kept beside parts."""
        for module in filter(None, (builder(Portion(pages=False, module=name)) for name in DATA_MODULES)):
            yield from map(_state, module.states())
            yield from (_material(kind, record.id) for kind in module.MATERIALS for record in self._site.records)

    def _is_sound(self, portion: Portion, part: str) -> bool:
        return self._holds(_name(portion, part))

    def _holds(self, name: str) -> bool:
        """Whether there is an entry all whose facts are what they were."""
        entry = self._cache.get(name)
        if entry is None:
            return False
        try:
            settings, digest, facts = json.loads(entry.partition(b"\n")[0])
            return bool(settings == self._settings and digest == self._facts.digest(map(tuple, facts)))
        except (ValueError, TypeError):
            return False

    def _packed(self, facts: Iterable[Fact], heads: list[list[object]], files: list[DataFile]) -> bytes:
        held = tuple(facts)
        top = json.dumps([self._settings, self._facts.digest(held), held], ensure_ascii=False)
        sizes = json.dumps([heads, [[file.path, len(file.content)] for file in files]], ensure_ascii=False)
        return b"\n".join((top.encode(), sizes.encode(), zlib.compress(b"".join(file.content for file in files), FAST)))

    def _unpacked(self, entry: bytes) -> Iterator[DataFile]:
        _, sizes, packed = entry.split(b"\n", 2)
        heads, named = json.loads(sizes)
        content = zlib.decompress(packed)
        files, at = [], 0
        for path, size in named:
            files.append(DataFile(path, content[at : at + size]))
            at += size
        return self._finished(heads, files)

    def _finished(self, heads: list[list[object]], files: list[DataFile]) -> Iterator[DataFile]:
        if not heads:
            yield from files
            return
        for head, file in zip(heads, files, strict=True):
            title, template, wide = head
            page = Page(file.path, str(title), str(template), {"wide": wide})
            yield DataFile(file.path, page_head(page, self._site).encode() + file.content)


def is_kept(portion: Portion) -> bool:
    """Whether the parts of a portion are worth keeping: those that do not set all documents side by side."""
    return portion.parts is not None and portion.module not in OVERVIEW_MODULES


def worth_keeping(site: SiteInput) -> bool:
    """Whether parts of a site may stay the same: in a small one every document's page names all the others."""
    return index_of(site).large


def _name(portion: Portion, part: str) -> str:
    return f"{'pages' if portion.pages else 'data'}/{portion.module}/{part}"


def _material(kind: str, policy: str) -> str:
    return f"material/{kind}/{policy}"


def _state(name: str) -> str:
    return f"state/{name}"


def _head(page: Page) -> list[object]:
    return [page.title, page.template, bool(page.context.get("wide"))]

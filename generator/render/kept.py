"""Parts of the site that were made before and would come out the same: taken from a cache instead of made again."""

from __future__ import annotations

import functools
import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from itertools import accumulate, chain
from typing import IO, Protocol, cast

from generator.collecting import give_back
from generator.models.packed import FAST, Piece
from generator.render.environment import index_of, render_page
from generator.render.facts import Fact, Facts, gathered, grouped
from generator.render.materials import Builder, Maker, builder, cut_up
from generator.render.register import NAME, Listed, Register, read_listed
from generator.render.shelf import Shelf
from generator.render.site import (
    DATA_MODULES,
    OVERVIEW_MODULES,
    PAGE_MODULES,
    DataFile,
    KeptFile,
    KeptPiece,
    Made,
    Portion,
    SiteInput,
    made,
    part_files,
    part_pages,
    shown_by,
)
from generator.render.watched import WatchedSite


class PartCache(Protocol):
    """Keeps parts by name."""

    def get(self, name: str) -> bytes | None:
        """What was kept under a name by this very program, None if nothing."""

    def put(self, name: str, content: bytes) -> None:
        """Keep an entry."""

    def opened(self, name: str) -> IO[bytes] | None:
        """What `get` gives, to be read some at a time; it stays what it is, whatever is kept meanwhile."""

    def put_all(self, name: str, pieces: Iterable[bytes]) -> None:
        """Keep an entry that is never in memory as a whole."""

    def drop_others(self, names: Iterable[str]) -> None:
        """Remove every entry with another name."""

    def apart(self) -> Callable[[bytes], Piece]:
        """Lays down what is asked for later in this run: out of memory, if there is a place, which is the caller's own.

        Processes forked from the caller may read what was laid down before, and lay nothing there.
        """


class KeptParts:
    """Parts by module and name, each with the facts it rests on (`generator.render.watched`).

    An entry is a line with what tells whether it holds, a line that lists its files with their sizes and digests, and
    the files' bytes packed: who has them already need not unpack them.
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
        self._listed: dict[str, Listed] = {}
        self._register = Register(None, self._settings, self._facts.of)
        self._pieces: dict[str, list[bytes]] = {}
        self._shelves: dict[str, Shelf] = {}

    def sorted_out(self, portions: Iterable[Portion]) -> tuple[list[Portion], list[Portion]]:
        """Portions in two: what is to be made, and what can be taken as it was kept."""
        self._register = register = Register(self._cache.get(_state(NAME)), self._settings, self._facts.of)
        work: list[Portion] = []
        ready: list[Portion] = []
        names: list[str] = []
        for portion in portions:
            if not is_kept(portion):
                work.append(portion)
                continue
            assert portion.parts is not None
            names += (_name(portion, part) for part in portion.parts)
            sound = tuple(part for part in portion.parts if self._is_sound(_name(portion, part), register))
            others = tuple(part for part in portion.parts if part not in sound)
            work += [Portion(portion.pages, portion.module, others)] if others else []
            ready += [Portion(portion.pages, portion.module, sound)] if sound else []
        content = register.content(names)
        if content is not None:
            self._cache.put(_state(NAME), content)
        # What the register and the links were read from is much more than what is held of them.
        give_back()
        return work, ready

    def drop_others(self, portions: Iterable[Portion]) -> None:
        """Remove what belongs to none of these portions, which are all there are; nobody may be keeping anything."""
        names = (_name(portion, part) for portion in portions if is_kept(portion) for part in portion.parts or ())
        self._cache.drop_others(chain(names, self._other_names()))

    def taken(self, portion: Portion) -> Iterator[KeptFile]:
        """The files of a portion that is ready; they are unpacked when somebody asks for their bytes."""
        for part in portion.parts or ():
            contents = functools.cache(functools.partial(self._contents, portion, part))
            for path, _, digest in self._files_of(_name(portion, part)):
                yield KeptFile(path, digest, functools.partial(_one_of, contents, path))

    def made(self, portion: Portion) -> Iterator[DataFile]:
        """Make the parts of a portion, and keep them."""
        site = cast(SiteInput, self._watched)
        for part in portion.parts or ():
            with self._watched.noting() as noted:
                if portion.pages:
                    pages = part_pages(site, portion.module, part)
                    files = [DataFile(page.path, render_page(page, site).encode()) for page in pages]
                else:
                    files = list(part_files(site, portion.module, part))
            self._cache.put(_name(portion, part), self._packed(gathered(noted), files))
            yield from files

    def built(self, module: Builder, portion: Portion) -> Iterator[Made]:
        """The pages or files of a portion whose module makes use of materials."""
        if portion.pages:
            site = shown_by(portion, self._site)
            for page in module.pages_from(site, self):
                yield DataFile(page.path, render_page(page, site).encode())
        else:
            yield from module.files_from(self._site, self)
        self._clear_away()

    def whole(self, piece: KeptPiece) -> KeptFile:
        """A piece as a file."""
        return KeptFile(piece.path, piece.digest, functools.partial(self._piece, piece))

    def _piece(self, piece: KeptPiece) -> tuple[bytes]:
        """The bytes of a piece, made again with all others of its module if what was kept was taken away meanwhile."""
        pieces = self._cut_up(piece.state)
        content = pieces[piece.number] if piece.number < len(pieces) else b""
        if DataFile(piece.path, content).digest == piece.digest:
            return (content,)
        return (self._again[piece.path],)

    def _cut_up(self, state: str) -> list[bytes]:
        """The pieces of a state; those of the last one are held, as they are asked for one after the other."""
        if state not in self._pieces:
            try:
                self._pieces = {state: cut_up(self.state(state) or b"")}
            except (ValueError, TypeError):
                self._pieces = {state: []}
        return self._pieces[state]

    @functools.cached_property
    def _again(self) -> dict[str, bytes]:
        """The files of the modules that keep pieces of them, by path, made without anything that was kept."""
        every = [Portion(pages=False, module=name) for name in DATA_MODULES]
        pieced = [portion for portion in every if (module := builder(portion)) is not None and any(module.states())]
        return {file.path: file.content for portion in pieced for file in made(self._site, portion)}

    def of(self, kind: str, policy: str, make: Maker) -> bytes:
        """See `generator.render.materials.Materials`."""
        if kind not in self._shelves:
            kept, lay = self._cache.opened(_shelf(kind)), self._cache.apart()
            self._shelves[kind] = Shelf(kept, self._settings, self._facts.of, lay)
        shelf = self._shelves[kind]
        held = shelf.of(policy)
        return self._looked_up(shelf, kind, policy, make) if held is None else zlib.decompress(held)

    def _looked_up(self, shelf: Shelf, kind: str, policy: str, make: Maker) -> bytes:
        """What is kept of a document in an entry of its own, or what `make` gives; put on the shelf."""
        name = _material(kind, policy)
        found = self._sound(name)
        kept = None if found is None else self._unpacked(name, found[1])
        if found is not None and kept is not None:
            shelf.note(policy, *found)
            return kept[0].content
        with self._watched.noting() as noted:
            content = make(cast(SiteInput, self._watched), policy)
        facts = gathered(noted)
        self._cache.put(name, self._packed(facts, [DataFile("", content)]))
        shelf.note(policy, grouped(facts), zlib.compress(content, FAST))
        return content

    def _clear_away(self) -> None:
        """Keep the shelves that have become others, and hold none of them any more."""
        for kind, shelf in self._shelves.items():
            content = shelf.content(index_of(self._site).policy_ids)
            if content is not None:
                self._cache.put_all(_shelf(kind), content)
            shelf.close()
        self._shelves = {}

    def state(self, name: str) -> bytes | None:
        """See `generator.render.materials.Materials`."""
        return self._cache.get(_state(name))

    def keep_state(self, name: str, content: bytes) -> None:
        """See `generator.render.materials.Materials`."""
        self._cache.put(_state(name), content)

    def apart(self) -> Callable[[bytes], Piece]:
        """See `generator.render.materials.Materials`."""
        return self._cache.apart()

    def _other_names(self) -> Iterator[str]:
        """The names of what is kept beside parts."""
        yield _state(NAME)
        portions = [Portion(pages=True, module=name) for name in PAGE_MODULES]
        portions += [Portion(pages=False, module=name) for name in DATA_MODULES]
        for module in filter(None, map(builder, portions)):
            yield from map(_state, module.states())
            for kind in module.MATERIALS:
                yield _shelf(kind)
                yield from (_material(kind, record.id) for record in self._site.records)

    def _is_sound(self, name: str, register: Register) -> bool:
        return register.holds(name) or self._sound(name, register) is not None

    def _files_of(self, name: str) -> Listed:
        """The files of a part that is sound: as it was looked at by itself, else as the register tells."""
        return self._listed[name] if name in self._listed else self._register.files_of(name) or []

    def _sound(self, name: str, register: Register | None = None) -> tuple[tuple[Fact, ...], bytes] | None:
        """Coarse facts and packed bytes of an entry all whose facts are what they were; None if there is none.

        Coarse facts, which are few and sooner looked at, tell it for most. Where one of them has changed, the facts in
        it are looked at. What is found is noted in the register, if there is one.
        """
        entry = self._cache.get(name)
        try:
            told, exact, listed, packed = (entry or b"").split(b"\n", 3)
            settings, held = json.loads(told)
            if settings != self._settings:
                return None
            coarse = [(tuple(fact), digest) for fact, digest in held]
            changed = [at for at, (fact, digest) in enumerate(coarse) if self._facts.of(fact) != digest]
            groups = json.loads(exact) if changed else []
            if any(groups[at][0] != self._facts.digest(map(tuple, groups[at][1])) for at in changed):
                return None
            self._listed[name] = read_listed(json.loads(listed))
        except (ValueError, TypeError, IndexError):
            return None
        facts = tuple(fact for fact, _ in coarse)
        if register is not None:
            register.note(name, facts, self._listed.pop(name))
        return facts, packed

    def _packed(self, facts: tuple[Fact, ...], files: list[DataFile]) -> bytes:
        groups = grouped(facts)
        told = json.dumps([self._settings, [(fact, self._facts.of(fact)) for fact in groups]], ensure_ascii=False)
        exact = json.dumps([(self._facts.digest(group), group) for group in groups.values()], ensure_ascii=False)
        listed = json.dumps([[file.path, len(file.content), file.digest] for file in files], ensure_ascii=False)
        packed = zlib.compress(b"".join(file.content for file in files), FAST)
        return b"\n".join((told.encode(), exact.encode(), listed.encode(), packed))

    def _contents(self, portion: Portion, part: str) -> Mapping[str, bytes]:
        """The bytes of the files of a part, made again if the entry is damaged or was taken away meanwhile."""
        name = _name(portion, part)
        entry = (self._cache.get(name) or b"").split(b"\n", 3)
        files = self._unpacked(name, entry[-1])
        if files is None:
            files = list(self.made(Portion(portion.pages, portion.module, (part,))))
        return {file.path: file.content for file in files}

    def _unpacked(self, name: str, packed: bytes) -> list[DataFile] | None:
        """The files of an entry that holds, None if their bytes are not what they were."""
        listed = self._files_of(name)
        try:
            whole = zlib.decompress(packed)
        except zlib.error:
            return None
        ends = accumulate(size for _, size, _ in listed)
        files = [DataFile(path, whole[end - size : end]) for (path, size, _), end in zip(listed, ends, strict=True)]
        sound = all(file.digest == digest for file, (_, _, digest) in zip(files, listed, strict=True))
        return files if sound and files else None


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


def _shelf(kind: str) -> str:
    return f"shelf/{kind}"


def _state(name: str) -> str:
    return f"state/{name}"


def _one_of(contents: Callable[[], Mapping[str, bytes]], path: str) -> tuple[bytes]:
    return (contents()[path],)

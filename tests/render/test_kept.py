"""Parts of the site that are kept change nothing but the time: whatever is edited, the site is that of a full build."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

import pytest

from generator.cache import RenderedCache, hash_program
from generator.models import Comparison, DomainRef, Domains, PolicyRecord
from generator.pipeline import compare_corpus, read_corpus
from generator.render.data import tables
from generator.render.facts import Facts, grouped
from generator.render.kept import KeptParts, is_kept
from generator.render.materials import Builder, builder
from generator.render.site import KeptFile, KeptPiece, Made, Portion, Settings, SiteInput, made, portions
from generator.render.stream import streamed
from generator.site_build import build_html, newest_date
from generator.site_files import SiteFiles
from generator.writer import replaced_folder
from tests.benchmarks.corpus import SHORT, write_knowledge_base
from tests.support import tree

REGISTER = "state/parts"


COUNT = 13


"""Documents: the limits of large knowledge bases hold."""


class Memory(dict[str, bytes]):
    """A cache that ends with the test; it knows the bytes that a digest was told for."""

    def __init__(self, *kept: Mapping[str, bytes]) -> None:
        super().__init__(*kept)
        self.told: dict[str, str] = {}

    def put(self, key: str, content: bytes) -> None:
        self[key] = content

    def opened(self, key: str) -> BytesIO | None:
        return BytesIO(self[key]) if key in self else None

    def put_all(self, key: str, pieces: Iterable[bytes]) -> None:
        self.put(key, b"".join(pieces))

    def drop_others(self, names: Iterable[str]) -> None:
        for name in self.keys() - set(names):
            del self[name]

    def apart(self) -> Callable[[bytes], bytes]:
        return bytes


@dataclass
class Built:
    """A knowledge base and what was kept of its site."""

    root: Path
    spare: Path
    cache: Memory


def site_of(root: Path) -> SiteInput:
    corpus = read_corpus(root, tolerant=True, cached=True)
    comparison = compare_corpus(corpus, cached_in=root)
    settings = Settings(publish_personal_data=(root / "publish").exists())
    return SiteInput(corpus.records, corpus.sources, comparison, corpus.vocabulary, settings, corpus.problems)


def parts_of(site: SiteInput, cache: Memory) -> tuple[dict[str, bytes], Counter[str]]:
    """The kept kinds of files, and how many parts of each kind had to be made."""
    kept = KeptParts(site, cache)
    work, ready = kept.sorted_out(sampled(site))
    files = {file.path: file.content for portion in ready for file in kept.taken(portion)}
    files |= {file.path: file.content for portion in work for file in kept.made(portion)}
    for portion, module in building(site):
        for file in kept.built(module, portion):
            files[file.path] = content_of(file, kept, cache)
    return files, Counter(portion.module for portion in work for _ in portion.parts or ())


def content_of(file: Made, kept: KeptParts, cache: Memory) -> bytes:
    if isinstance(file, KeptFile):
        hashed = hashlib.sha256(file.content).hexdigest()
        assert cache.told.setdefault(file.digest, hashed) == hashed
    return (kept.whole(file) if isinstance(file, KeptPiece) else file).content


def building(site: SiteInput) -> Iterator[tuple[Portion, Builder]]:
    """The files that hold something of all documents and are made with what is kept of each."""
    for portion in portions(site, 1):
        module = builder(portion)
        if module is not None:
            yield portion, module


@pytest.fixture(autouse=True, scope="module")
def no_workbook() -> Iterator[None]:
    """As in a knowledge base that is too large for one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "has_workbook", lambda _: False)
        yield


def sampled(site: SiteInput) -> list[Portion]:
    """All parts of documents, an eighth of those of domains and pairs, which take most of the time at this size."""
    every = [portion for portion in portions(site, 1) if is_kept(portion)]
    of_documents = ("policies", "records", "desk_items", "comparison_files", "search_texts")
    return [one for at, one in enumerate(every) if one.module in of_documents or at % 8 == 0]


def plain(site: SiteInput) -> dict[str, bytes]:
    every = [*sampled(site), *(portion for portion, _ in building(site))]
    assert {portion.module for portion in every} >= {"search_index", "tables", "downloads", "search_texts"}
    return {file.path: file.content for portion in every for file in made(site, portion)}


@pytest.fixture(scope="module")
def kept_base(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = tmp_path_factory.mktemp("kept-parts")
    root = write_knowledge_base(folder / "made", COUNT + 1, sizes=SHORT)
    spare = shutil.move(sorted((root / "policies").iterdir())[-1], folder / "spare")
    cache = Memory()
    site = site_of(root)
    parts_of(site, cache)
    # Another look at what was made writes the register of it.
    KeptParts(site, cache).sorted_out(sampled(site))
    assert REGISTER in cache
    return Built(root, Path(spare), cache)


@pytest.fixture
def built(kept_base: Built, tmp_path: Path) -> Built:
    shutil.copytree(kept_base.root, tmp_path / "made")
    return Built(tmp_path / "made", kept_base.spare, Memory(kept_base.cache))


def _source(built: Built) -> Path:
    return sorted((built.root / "policies").glob("*/source.txt"))[COUNT // 2]


def _replaced(pattern: str, by: str) -> Callable[[Built], None]:
    def edit(built: Built) -> None:
        path = _source(built)
        text = path.read_text(encoding="utf-8")
        changed = re.sub(pattern, by, text, count=1)
        assert changed != text
        path.write_text(changed, encoding="utf-8")

    return edit


def _add(built: Built) -> None:
    shutil.copytree(built.spare, built.root / "policies" / "made-new")


def _remove(built: Built) -> None:
    shutil.rmtree(_source(built).parent)


def _cite(built: Built) -> None:
    first = sorted((built.root / "policies").glob("*/source.txt"))[0]
    title = first.read_text(encoding="utf-8").split("\n")[0]
    _replaced("\n\n为", f"\n\n根据《{title}》，为")(built)


def _digest(built: Built) -> None:
    _source(built).with_name("source.yaml").write_text("text_status: digest\n", encoding="utf-8")


def _correct(built: Built) -> None:
    record = next(record for record in read_corpus(built.root).records if record.id == _source(built).parent.name)
    task = record.tasks[0]
    entry = f"- path: tasks/{task.id}/title\n  value: 另有规定\n  reason: 原件第一页\n"
    _source(built).with_name("corrections.yaml").write_text(entry, encoding="utf-8")


def _vocabulary(old: str, new: str) -> Callable[[Built], None]:
    def edit(built: Built) -> None:
        path = built.root / "schema" / "vocabulary" / "domains.yaml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


def _publish(built: Built) -> None:
    (built.root / "publish").touch()


EDITS = {
    "words": _replaced("，", "，切实"),
    "provision's domain": _replaced(r"\n1\.[^。\n]+。", "\n1.建立政务诚信专项督导机制。"),
    "date": _replaced(r"\d{4}年(\d{1,2}月\d{1,2}日)", r"2001年\1"),
    "citation": _cite,
    "status": _digest,
    "correction": _correct,
    "added": _add,
    "removed": _remove,
    "name of a domain": _vocabulary("name: '专项督导与考核评价'", "name: '督导与评价'"),
    "personal data": _publish,
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_after_an_edit_the_site_is_that_of_a_full_build(built: Built, edit: Callable[[Built], None]) -> None:
    edit(built)
    site = site_of(built.root)
    files, _ = parts_of(site, built.cache)
    assert files == plain(site)


def _task(**changed: object) -> Callable[[PolicyRecord], PolicyRecord]:
    def edit(record: PolicyRecord) -> PolicyRecord:
        first = record.tasks[0].model_copy(update=changed)
        return record.model_copy(update={"tasks": (first, *record.tasks[1:])})

    return edit


def _own(**changed: object) -> Callable[[PolicyRecord], PolicyRecord]:
    return lambda record: record.model_copy(update=changed)


CHANGES = {
    "provision's title": _task(title="另有规定"),
    "provision's number": _task(number="九十九"),
    "units": _task(units=()),
    "domains": _task(domains=Domains(primary=DomainRef(id="nowhere", name="某领域"))),
    "title": _own(title="某地某办法"),
    "status": _own(text_status="digest"),
    "date": _own(issued_on=datetime.date(1999, 1, 1)),
    "citations": _own(citations=()),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_other_pages_say_of_a_document_changes_with_it(
    kept_base: Built, change: Callable[[PolicyRecord], PolicyRecord]
) -> None:
    # The comparison stays as it is: it must not be what makes the other pages anew.
    before = site_of(kept_base.root)
    twins = Counter(record.jurisdiction.id for record in before.records)
    at = next(at for at, record in enumerate(before.records) if twins[record.jurisdiction.id] > 1)
    records = (*before.records[:at], change(before.records[at]), *before.records[at + 1 :])
    site = replace(before, records=records)
    files, _ = parts_of(site, Memory(kept_base.cache))
    assert files == plain(site)


def test_without_an_edit_nothing_is_made(built: Built) -> None:
    _, done = parts_of(site_of(built.root), built.cache)
    assert not done


def test_what_the_register_tells_is_not_looked_at_one_by_one(built: Built) -> None:
    asked: list[str] = []

    class Asked(Memory):
        def get(self, key: str, default: bytes | None = None) -> bytes | None:
            asked.append(key)
            return super().get(key, default)

    site = site_of(built.root)
    _, ready = KeptParts(site, Asked(built.cache)).sorted_out(sampled(site))
    assert len(ready) == len(sampled(site))
    assert asked == [REGISTER]
    KeptParts(site, Asked({name: built.cache[name] for name in built.cache if name != REGISTER})).sorted_out(
        sampled(site)
    )
    assert len(asked) > len(ready)


def test_other_pages_stay_as_they_are_when_one_document_is_edited(built: Built) -> None:
    _replaced("（二）主要目标。", "（二）主要目标。坚持依法办事。")(built)
    site = site_of(built.root)
    _, done = parts_of(site, built.cache)
    assert done["records"] == 1
    # Which of several provisions on something else a column shows rests on what they are linked with.
    assert 1 <= done["desk_items"] < COUNT
    assert 1 <= done["policies"] < COUNT
    assert done["domains"] < len(site.vocabulary.domains)


def test_no_part_rests_on_everything(kept_base: Built) -> None:
    # Such a part is made anew after whatever edit, and with it an edit costs as much as a full build.
    entries = {name: entry for name, entry in kept_base.cache.items() if not name.startswith(("state/", "shelf/"))}
    facts = {
        name: {tuple(fact) for _, group in json.loads(entry.split(b"\n", 2)[1]) for fact in group}
        for name, entry in entries.items()
    }
    assert len({name.split("/")[1] for name in facts}) > 5
    assert all(facts.values())
    assert [name for name, held in facts.items() if ("everything",) in held] == []


def test_a_damaged_entry_is_made_again(built: Built) -> None:
    site = site_of(built.root)
    held = built.cache
    damaged = (lambda entry: entry[:-40], lambda entry: b"{}\n" + entry, lambda entry: b"", lambda entry: entry[:9])
    for at, name in enumerate(name for name in held if "/policies/" in name):
        held[name] = damaged[at % len(damaged)](held[name])
    files, _ = parts_of(site, built.cache)
    assert files == plain(site)


def test_a_piece_that_is_lost_before_it_is_asked_for_is_made_again(built: Built) -> None:
    site = site_of(built.root)
    kept = KeptParts(site, built.cache)
    portion, module = next(found for found in building(site) if found[0].module == "search_index")
    pieces = [file for file in kept.built(module, portion) if isinstance(file, KeptPiece)]
    whole = {file.path: file.content for file in made(site, Portion(pages=False, module="search_index"))}
    assert len(pieces) > 10
    for name in list(built.cache):
        if name.startswith("state/search/shards/"):
            built.cache[name] = built.cache[name][:-3] if len(name) % 2 else b""
    assert all(kept.whole(piece).content == whole[piece.path] for piece in pieces)


def test_the_stream_is_the_same_with_a_full_an_empty_and_no_cache(built: Built) -> None:
    site = site_of(built.root)

    def streamed_files(cache: RenderedCache | None) -> dict[str, bytes]:
        with streamed(site, 2, cache=cache) as stream:
            return {file.path: file.content for file in (*stream.pages, *stream.rest)}

    cache = RenderedCache(built.root, hash_program())
    whole = streamed_files(None)
    assert streamed_files(cache) == whole
    kept = {path: path.stat().st_mtime_ns for path in (built.root / ".policykb/rendered").glob("*/*")}
    assert kept
    assert streamed_files(cache) == whole
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_the_finished_site_after_an_edit_is_that_of_a_full_build(built: Built) -> None:
    target = built.root / "site"

    def build(folder: Path, site: SiteInput, site_files: SiteFiles | None) -> None:
        cache = None if site_files is None else built.cache
        with streamed(site, 1, cache=cache) as stream:
            build_html(built.root, stream, folder, newest_date(site.records), site_files=site_files)

    for edited in (False, True):
        if edited:
            _replaced("（二）主要目标。", "（二）主要目标。坚持依法办事。")(built)
        site = site_of(built.root)
        site_files = SiteFiles(built.root, target)
        with replaced_folder(target) as stage:
            build(stage, site, site_files)
            shared = {path.relative_to(stage).as_posix() for path in stage.rglob("*.*") if path.stat().st_nlink > 1}
        site_files.keep()
    fresh = built.root / "fresh"
    fresh.mkdir()
    build(fresh, site, None)
    assert tree(target) == tree(fresh)
    edited_page = f"policies/{_source(built).parent.name}.html"
    assert edited_page not in shared
    assert len(set(tree(target)) - shared) < len(shared)


def test_coarse_facts_tell_apart_what_the_facts_tell_apart(kept_base: Built) -> None:
    site = site_of(kept_base.root)
    parts = (entry for name, entry in kept_base.cache.items() if not name.startswith(("state/", "shelf/")))
    groups = (group for entry in parts for _, group in json.loads(entry.split(b"\n", 2)[1]))
    facts = {tuple(fact) for group in groups for fact in group}
    assert len({fact[:2] if fact[0] == "index" else fact[0] for fact in facts}) > 12
    records = (site.records[0].model_copy(update={"title": "某办法"}), *site.records[1:])
    for other in (
        replace(site, records=records),
        replace(site, records=site.records[1:]),
        replace(site, comparison=Comparison(baseline=None)),
    ):
        before, after = Facts(site), Facts(other)
        for fact in sorted(facts):
            (coarse,) = grouped([fact])
            if before.of(coarse) == after.of(coarse):
                assert before.of(fact) == after.of(fact), fact


def test_a_fact_about_what_is_no_longer_held_has_changed(kept_base: Built) -> None:
    site = site_of(kept_base.root)
    gone = site.records[0].id
    facts = [("record", gone), ("outline", gone)]
    fewer = replace(site, records=site.records[1:], comparison=Comparison(baseline=None))
    assert Facts(site).digest(facts) != Facts(fewer).digest(facts)

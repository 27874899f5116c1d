"""The site as data: what the page modules get and give, and the tables of page and data modules."""

from __future__ import annotations

import hashlib
import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import ModuleType
from typing import Protocol, cast

from generator.models import Comparison, PolicyRecord, QualityScore
from generator.problems import Problem
from generator.progress import Progress, silent
from generator.render.environment import render_page
from generator.render.overview import overview_of
from generator.vocabulary import Vocabulary

PAGE_MODULES = (
    "home",
    "policies",
    "policy_lists",
    "domains",
    "pairs",
    "desk",
    "principles",
    "units",
    "citations",
    "reuse",
    "timeline",
    "search",
    "quality",
    "downloads",
    "method",
)
"""A new page kind is one module of generator.render.pages and one word here."""

OVERVIEW_MODULES = frozenset({"principles", "units", "reuse", "timeline"})
"""Pages that set all documents side by side: of a large knowledge base they show a choice and say so."""

DATA_MODULES = (
    "records",
    "tables",
    "comparison_files",
    "codebook",
    "search_index",
    "search_texts",
    "desk_items",
    "desk_marks",
    "policy_rows",
    "exports",
    "bibliography",
    "feed",
)
"""A new published file is one module of generator.render.data and one word here."""


@dataclass(frozen=True)
class Settings:
    """Choices of the knowledge base (mkdocs.yml, options of the policykb plugin)."""

    publish_personal_data: bool = False
    site_name: str = "政策知识库"
    site_url: str = ""


@dataclass(frozen=True)
class SiteInput:
    """Everything the pages are made from.

    Attributes:
        records: Sorted by level (national first), date and id.
        sources: Policy id -> the source text its spans count into.
        problems: What validation found, shown on the quality page.
        scores: The reading measured against readings made by hand, shown on the quality and method pages.
        source_hash: SHA-256 over the sources, the vocabularies and the program's version: what this build
            was made from ("" where the caller does not say).
        whole: What this is a choice of (see generator.render.overview), None where it is all there is.
    """

    records: tuple[PolicyRecord, ...]
    sources: Mapping[str, str]
    comparison: Comparison
    vocabulary: Vocabulary
    settings: Settings = Settings()
    problems: tuple[Problem, ...] = ()
    source_hash: str = ""
    scores: tuple[QualityScore, ...] = ()
    whole: SiteInput | None = None


@dataclass(frozen=True)
class Page:
    """A page before its template ran.

    Attributes:
        path: Where it stands in the docs tree ("policies/yixing-2020-70.md").
        title: Page title as plain text (escaped where it is written).
        template: Template name in generator/render/templates.
        context: What the template gets besides the globals of the environment.
        about: None for a page on the whole knowledge base, which names the state of it in its footer. A part names
            only what is true of itself, so that it stays as it is while others change: the SHA-256 of the source of
            the document it is about, "" if it is about several.
    """

    path: str
    title: str
    template: str
    context: Mapping[str, object] = field(default_factory=dict)
    about: str | None = None


@dataclass(frozen=True)
class DataFile:
    """A finished file: path in the docs tree and bytes."""

    path: str
    content: bytes

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, lower-case hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def portions(self) -> Iterable[bytes]:
        """The bytes in portions: all at once, as they are there."""
        return (self.content,)


@dataclass(frozen=True)
class KeptFile:
    """A finished file whose bytes are fetched when somebody needs them.

    Attributes:
        path: Where it stands in the docs tree.
        digest: Tells its bytes from others: a SHA-256, lower-case hexadecimal, of them or of what they are kept as.
        load: Gives the bytes, in as many portions as they come in: some files take a hundred megabytes.
    """

    path: str
    digest: str
    load: Callable[[], Iterable[bytes]]

    @property
    def content(self) -> bytes:
        """The bytes."""
        return b"".join(self.load())

    @property
    def portions(self) -> Iterable[bytes]:
        """The bytes in portions, of which the next one need not be there before somebody asks for it."""
        return self.load()


@dataclass(frozen=True)
class KeptPiece:
    """A finished file that is part of what its module keeps, so that its bytes need not go from process to process.

    Attributes:
        path: Where it stands in the docs tree.
        digest: SHA-256 of its bytes, lower-case hexadecimal.
        state: The name under which it is kept (`generator.render.materials.Materials.state`).
        number: Which of the pieces that were joined there it is.
    """

    path: str
    digest: str
    state: str
    number: int


Made = DataFile | KeptPiece | KeptFile
"""A finished file on its way from whoever made it."""


@dataclass(frozen=True)
class Site:
    """The finished site before MkDocs: Markdown pages and data files."""

    pages: tuple[DataFile, ...]
    files: tuple[DataFile, ...]


@dataclass(frozen=True)
class Portion:
    """A piece of the work that can be done by itself: some pages of one kind, or the files of one kind.

    Attributes:
        pages: Whether it makes pages.
        module: A word of PAGE_MODULES or DATA_MODULES.
        parts: Names of the parts of the module's work (see `PartedModule`); None for what is no part.
    """

    pages: bool
    module: str
    parts: tuple[str, ...] | None = None


class PageModule(Protocol):
    """A module of generator.render.pages."""

    def pages(self, site: SiteInput) -> Iterable[Page]:
        """The pages of this kind."""


class DataModule(Protocol):
    """A module of generator.render.data."""

    def files(self, site: SiteInput) -> Iterable[DataFile]:
        """The files of this kind."""


class PartedModule(Protocol):
    """A module whose work grows with the corpus: beside `pages` or `files`, which give what is no part, it has these.

    `part_path` is where the page or the first file of a part stands.
    """

    def parts(self, site: SiteInput) -> Iterable[str]:
        """The names of the parts, in their order."""

    def part_path(self, part: str) -> str:
        """The page of a part."""

    def part_pages(self, site: SiteInput, part: str) -> Iterable[Page]:
        """The pages of one part."""

    def part_files(self, site: SiteInput, part: str) -> Iterable[DataFile]:
        """The files of one part."""


def portions(site: SiteInput, size: int) -> Iterator[Portion]:
    """Everything to be made, in the order of the tables.

    Args:
        site: The whole site.
        size: Parts in one portion.

    Yields:
        Portions; each can be given to `made` in another process, and the order of the outcomes is that of the site.
    """
    for pages, names in ((True, PAGE_MODULES), (False, DATA_MODULES)):
        for name in names:
            yield Portion(pages, name)
            module = module_of(pages, name)
            if hasattr(module, "parts"):
                held = tuple(cast(PartedModule, module).parts(site))
                yield from (Portion(pages, name, held[at : at + size]) for at in range(0, len(held), size))


def leaf_paths(site: SiteInput) -> Iterator[str]:
    """Where the pages stand that are parts: those of documents, domains, pairs and units."""
    for name in PAGE_MODULES:
        module = module_of(True, name)
        if hasattr(module, "parts"):
            parted = cast(PartedModule, module)
            yield from (parted.part_path(part) for part in parted.parts(site))


def made(site: SiteInput, portion: Portion) -> Iterator[DataFile]:
    """Do a portion of the work.

    Args:
        site: The whole site.
        portion: Which of it.

    Yields:
        Its pages as Markdown, or its data files.
    """
    module = module_of(portion.pages, portion.module)
    if portion.pages:
        shown = shown_by(portion, site)
        if portion.parts is None:
            pages = cast(PageModule, module).pages(shown)
        else:
            pages = chain.from_iterable(part_pages(shown, portion.module, part) for part in portion.parts)
        yield from (DataFile(page.path, render_page(page, shown).encode()) for page in pages)
    elif portion.parts is None:
        yield from cast(DataModule, module).files(site)
    else:
        for part in portion.parts:
            yield from part_files(site, portion.module, part)


def shown_by(portion: Portion, site: SiteInput) -> SiteInput:
    """What the pages of a portion show: the whole site or, set side by side, what there is room for."""
    return overview_of(site) if portion.module in OVERVIEW_MODULES else site


def part_pages(site: SiteInput, module: str, part: str) -> Iterable[Page]:
    """The pages of one part of a module of PAGE_MODULES, before their templates ran."""
    return cast(PartedModule, module_of(True, module)).part_pages(site, part)


def part_files(site: SiteInput, module: str, part: str) -> Iterable[DataFile]:
    """The files of one part of a module of DATA_MODULES."""
    return cast(PartedModule, module_of(False, module)).part_files(site, part)


def build_site(site: SiteInput, progress: Progress = silent) -> Site:
    """Run every page and data module in the order of the tables."""
    every = tuple(portions(site, size=1000))
    pages: list[DataFile] = []
    files: list[DataFile] = []
    for done, portion in enumerate(every):
        progress("render", done, len(every))
        (pages if portion.pages else files).extend(made(site, portion))
    progress("render", len(every), len(every))
    return Site(tuple(pages), tuple(files))


def load_modules() -> None:
    """Load the modules of all pages and data files, which takes longer than some of them need for their work."""
    for pages, names in ((True, PAGE_MODULES), (False, DATA_MODULES)):
        for name in names:
            module_of(pages, name)


def module_of(pages: bool, name: str) -> ModuleType:
    """The module of a word of PAGE_MODULES, or of DATA_MODULES."""
    return importlib.import_module(f"generator.render.{'pages' if pages else 'data'}.{name}")

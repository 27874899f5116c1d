"""The site as data: what the page modules get and give, and the tables of page and data modules."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, cast

from generator.models import Comparison, PolicyRecord, QualityScore
from generator.problems import Problem
from generator.progress import Progress, silent
from generator.render.environment import render_page
from generator.render.overview import overview
from generator.vocabulary import Vocabulary

PAGE_MODULES = (
    "home",
    "policies",
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
    "search_index",
    "desk_items",
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
    """

    path: str
    title: str
    template: str
    context: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class DataFile:
    """A finished file: path in the docs tree and bytes."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Site:
    """The finished site before MkDocs: Markdown pages and data files."""

    pages: tuple[DataFile, ...]
    files: tuple[DataFile, ...]


class PageModule(Protocol):
    """A module of generator.render.pages."""

    def pages(self, site: SiteInput) -> Iterable[Page]:
        """The pages of this kind."""


class DataModule(Protocol):
    """A module of generator.render.data."""

    def files(self, site: SiteInput) -> Iterable[DataFile]:
        """The files of this kind."""


def build_site(site: SiteInput, progress: Progress = silent) -> Site:
    """Run every page and data module in the order of the tables."""
    kinds = len(PAGE_MODULES) + len(DATA_MODULES)
    pages: list[DataFile] = []
    chosen = overview(site)
    for done, name in enumerate(PAGE_MODULES):
        progress("render", done, kinds)
        module = cast(PageModule, importlib.import_module(f"generator.render.pages.{name}"))
        shown = chosen if name in OVERVIEW_MODULES else site
        pages.extend(DataFile(page.path, render_page(page, shown).encode()) for page in module.pages(shown))
    files: list[DataFile] = []
    for done, name in enumerate(DATA_MODULES, len(PAGE_MODULES)):
        progress("render", done, kinds)
        data = cast(DataModule, importlib.import_module(f"generator.render.data.{name}"))
        files.extend(data.files(site))
    progress("render", kinds, kinds)
    return Site(tuple(pages), tuple(files))

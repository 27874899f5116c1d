"""All that a page or data module makes: what is no part, then its parts; and pages as trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import ModuleType

from lxml import html

from generator.render.environment import render_page
from generator.render.pages import citations, downloads, method, quality, search, timeline, units
from generator.render.site import DataFile, Page, SiteInput

REFERENCE = (units, citations, timeline, quality, downloads, method, search)
"""The modules of pages that are about the whole of a knowledge base."""


def every_page(module: ModuleType, site: SiteInput) -> Iterator[Page]:
    """The pages of a module of generator.render.pages."""
    yield from module.pages(site)
    for part in module.parts(site) if hasattr(module, "parts") else ():
        found = list(module.part_pages(site, part))
        assert [page.path for page in found] == [module.part_path(part)]
        yield from found


def every_file(module: ModuleType, site: SiteInput) -> Iterator[DataFile]:
    """The files of a module of generator.render.data."""
    yield from module.files(site)
    for part in module.parts(site) if hasattr(module, "parts") else ():
        yield from module.part_files(site, part)


def rendered(made: SiteInput, path: str) -> html.HtmlElement:
    """A page of REFERENCE as a tree; Markdown's own part (front matter, headings) stands in it as text."""
    for module in REFERENCE:
        for page in every_page(module, made):
            if page.path == path:
                text = render_page(page, made)
                return html.fromstring("<div>" + text.partition("---\n\n")[2] + "</div>")
    raise AssertionError(path)


def words(nodes: Iterable[html.HtmlElement]) -> list[str]:
    """What stands in each of some nodes, its blanks and line ends made one blank each."""
    return [" ".join(node.text_content().split()) for node in nodes]

"""All that a page or data module makes: what is no part, then its parts."""

from __future__ import annotations

from collections.abc import Iterator
from types import ModuleType

from generator.render.site import DataFile, Page, SiteInput


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

"""政策文件: the further pages of the list of documents; the first one and the documents are in `policies`."""

from __future__ import annotations

from collections.abc import Iterable

from generator.render.pages.policies import list_context, list_paths
from generator.render.site import Page, SiteInput


def pages(site: SiteInput) -> Iterable[Page]:
    """None but the parts."""
    return ()


def parts(site: SiteInput) -> Iterable[str]:
    """The numbers of the pages, from 2."""
    return (str(number) for number in list_paths(len(site.records)) if number > 1)


def part_path(part: str) -> str:
    """A page of the list."""
    return f"policies/list/{part}.md"


def part_pages(site: SiteInput, part: str) -> Iterable[Page]:
    """A page of the list."""
    context = list_context(site, int(part)) | {"facets": None, "filterable": False}
    yield Page(part_path(part), f"政策文件（第 {part} 页）", "policies.html", context, about="")

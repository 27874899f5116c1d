"""Render: records + Comparison -> pages (Markdown) and data files, in memory; writes nothing."""

from __future__ import annotations

from generator.progress import Progress, silent
from generator.render.ahead import Ahead, begun
from generator.render.environment import compiled_templates, use_compiled
from generator.render.site import DataFile, KeptFile, Page, Settings, Site, SiteInput, build_site
from generator.render.stream import Stream, streamed

__all__ = [
    "Ahead", "DataFile", "KeptFile", "Page", "Settings", "Site", "SiteInput", "Stream", "begun",
    "compiled_templates", "render", "streamed", "use_compiled",
]  # fmt: skip


def render(site: SiteInput, progress: Progress = silent) -> Site:
    """Make every page and data file of the site.

    Args:
        site: The records (sorted), their source texts, the comparison, the vocabulary and the settings.
        progress: Told about every kind of page and data file.

    Returns:
        All pages as Markdown and all data files as bytes, in a fixed order; the same input, the same bytes.
    """
    return build_site(site, progress)

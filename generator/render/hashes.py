"""Hashes of what a site is made from, worked out once for all who ask."""

from __future__ import annotations

from collections.abc import Mapping

from generator.models.held_record import digest_of
from generator.render.environment import per_site
from generator.render.site import SiteInput


@per_site
def record_hashes(site: SiteInput) -> Mapping[str, str]:
    """Policy id -> SHA-256, lower-case hexadecimal, of the record as JSON."""
    return {record.id: digest_of(record) for record in site.records}

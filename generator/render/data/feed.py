"""data/feed.xml: the newest documents and their provisions as an Atom feed (RFC 4287)."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from generator.models import PolicyRecord
from generator.render.compared import Item
from generator.render.environment import index_of, render_data
from generator.render.personal_data import mask_for
from generator.render.site import DataFile, SiteInput

PATH: Final = "data/feed.xml"
DOCUMENTS: Final = 30
"""How many documents the feed holds, newest first."""

WITH_PROVISIONS: Final = 3
"""How many of them come with an entry for each provision."""

SUMMARY: Final = 200
_NAMESPACE: Final = uuid.UUID("5b1c1d0e-7f0a-5c39-9f57-2f3a8f6f0d11")


@dataclass(frozen=True)
class Provision:
    """A provision's entry."""

    id: str
    item: Item
    summary: str


@dataclass(frozen=True)
class Entry:
    """A document's entry; `updated` is an RFC 3339 time, midnight in Beijing of the day it was published."""

    id: str
    record: PolicyRecord
    issued: str
    updated: str
    provisions: tuple[Provision, ...]


def files(site: SiteInput) -> Iterator[DataFile]:
    """The feed; its dates are those of `_day`, so that building again changes nothing."""
    dated = [(day, record) for record in site.records if (day := _day(record)) is not None]
    newest = sorted(dated, key=lambda pair: (-pair[0].toordinal(), pair[1].id))[:DOCUMENTS]
    entries = tuple(
        _entry(site, record, day, with_provisions=position < WITH_PROVISIONS)
        for position, (day, record) in enumerate(newest)
    )
    context = {
        "id": _urn(site.settings.site_url or site.settings.site_name),
        # A feed must say when it last changed, even one without entries.
        "updated": entries[0].updated if entries else _time(datetime.date(1970, 1, 1)),
        "entries": entries,
    }
    yield DataFile(PATH, render_data("feed.xml", PATH, site, context).encode())


def _day(record: PolicyRecord) -> datetime.date | None:
    """The day it was collected, which is when it is new to readers; where unknown the document's own."""
    return record.source.retrieved_on or record.published_on or record.issued_on


def _entry(site: SiteInput, record: PolicyRecord, day: datetime.date, *, with_provisions: bool) -> Entry:
    hide = mask_for(record, site)
    items = index_of(site).items(record.id) if with_provisions else ()
    provisions = tuple(
        Provision(_urn(f"{record.id}#{item.id}"), item, _shortened(hide.text(item.text))) for item in items
    )
    return Entry(_urn(record.id), record, _time(record.issued_on or day), _time(day), provisions)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY else line[: SUMMARY - 2] + "……"


def _time(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"


def _urn(name: str) -> str:
    """A permanent id that does not change when the site moves to another address."""
    return uuid.uuid5(_NAMESPACE, name).urn

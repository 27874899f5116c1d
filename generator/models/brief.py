"""Links without the texts of their evidence: what pages say of most of them, in a tenth of the bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generator.models.comparison import Link, LinkType
from generator.models.packed import FAST, Packed, plain_of


class Brief(NamedTuple):
    """A link in short.

    Attributes:
        policy: The document it leads to.
        item: The item it starts from.
        to: The item it leads to.
        type: How they correspond.
        score: How much.
        cues: The words of a mention.
        domains: The domains both are about or touch.
        alike: How alike the two sentences are that are most alike, None if there are none.
        start: Where the one of `item` starts in its text.
        end: Where it ends.
    """

    policy: str
    item: str
    to: str
    type: LinkType
    score: float
    cues: Sequence[str]
    domains: Sequence[str]
    alike: float | None
    start: int
    end: int


def pack_briefs(links: Sequence[Link]) -> bytes:
    """Links from one document to another in short, nothing for none."""
    told = [
        (
            link.from_.item,
            link.to.item,
            link.type,
            link.score,
            link.evidence.cues,
            link.evidence.domains,
            *(_alike(pair.score, pair.from_span) if (pair := link.evidence.best_pair) else _alike(None, (0, 0))),
        )
        for link in links
    ]
    return zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), FAST) if told else b""


def briefs_of(links: Sequence[Link], policy: str) -> Iterator[Brief]:
    """The links from one document in short, in their order.

    Args:
        links: The links of a comparison; where they were packed in short too, nothing else is unpacked.
        policy: The id of the document.
    """
    if isinstance(links, Packed) and links.in_short is not None:
        for other, packed in links.in_short(policy):
            for told in json.loads(zlib.decompress(packed)):
                yield Brief(other, *told)
    else:
        yield from map(_brief, plain_of(links, policy, lambda link: link.from_.policy))


def _brief(link: Mapping[str, Any]) -> Brief:
    evidence = link["evidence"]
    pair = evidence["best_pair"]
    return Brief(
        link["to"]["policy"],
        link["from_"]["item"],
        link["to"]["item"],
        link["type"],
        link["score"],
        evidence["cues"],
        evidence["domains"],
        *(_alike(pair["score"], pair["from_span"]) if pair else _alike(None, (0, 0))),
    )


def _alike(score: float | None, span: Sequence[int]) -> tuple[float | None, int, int]:
    return score, span[0], span[1]

"""How often the provision most alike in words is the linked one: columns that readers choose are marked against it.

`python -m tests.benchmarks.nearest` takes the six documents, of which every two are linked, and prints for each
threshold (`ALIKE` in assets/js/compare.js) how many provisions of a domain's columns have the same counterpart by their
links and by their words, another one, one by links only, one by words only, or none.
"""

from __future__ import annotations

import itertools
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from generator.compare import compare
from generator.render.compared import strong
from generator.render.environment import index_of
from generator.render.index import Index
from generator.render.within import items_shown
from tests.render.made import real_site

THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.3)


def pairs(text: str) -> frozenset[str]:
    """The pairs of letters that follow each other in a text."""
    letters = [sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum()]
    return frozenset(map("".join, itertools.pairwise(letters)))


def likeness(one: str, other: str) -> float:
    """The share of the shorter text's pairs that stand in the other too, as compare.js has it."""
    small, large = sorted((pairs(one), pairs(other)), key=len)
    return len(small & large) / len(small) if small else 0.0


def counterparts(index: Index, domain: str) -> Iterator[tuple[str | None, str | None, float]]:
    """For each provision in a column and each other column: the linked one, the one most alike, and how alike."""
    cells = [index.cell(domain, policy) for policy in index.policy_ids if not index.is_digest(policy)]
    for mine in cells:
        for other in cells:
            shown = items_shown(index, other)
            if mine is other or not shown:
                continue
            for item in items_shown(index, mine):
                text = index.item(mine.policy, item).text
                share, near = max((likeness(text, index.item(other.policy, one).text), one) for one in shown)
                links = strong(index.links_from(mine.policy, item, other.policy))
                yield next((link.to.item for link in links if link.to.item in shown), None), near, share


def main() -> None:
    """Print one line for each threshold."""
    site = real_site()
    index = index_of(replace(site, comparison=compare(site.records, site.vocabulary)))
    found = [row for domain in site.vocabulary.domains for row in counterparts(index, domain.id)]
    print("threshold  same  another  links only  words only  none")
    for threshold in THRESHOLDS:
        told: Counter[str] = Counter()
        for linked, near, share in found:
            alike = near if share > threshold else None
            both = "same" if linked == alike else "another"
            told[both if linked and alike else "links" if linked else "words" if alike else "none"] += 1
        counts = (told[kind] for kind in ("same", "another", "links", "words", "none"))
        print(f"{threshold:9.2f}", *(f"{count:6d}" for count in counts))


if __name__ == "__main__":
    main()

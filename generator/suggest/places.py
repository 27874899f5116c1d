"""Places that documents come from and no vocabulary registers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.divisions import find_division
from generator.models import PolicyRecord
from generator.models.base import Frozen
from generator.vocabulary import Place, Vocabulary

_BELOW_PROVINCES = frozenset({"prefecture", "county"})
_CODE = re.compile(r"^[\u4e00-\u9fff]{2,8}(?=[〔\[［【(（])")


class PlaceSuggestion(Frozen):
    """A place read from documents, with the forms that show it: its name, and the 代字 of its document numbers.

    `between` says that places stand between it and its parent, of which the documents say nothing; `listed` that level
    and parent are those of the list of divisions.
    """

    place: Place
    between: bool = False
    listed: bool = False
    signs: tuple[tuple[str, str], ...]
    policies: tuple[str, ...]


def suggest_places(records: Sequence[PolicyRecord], vocabulary: Vocabulary) -> tuple[PlaceSuggestion, ...]:
    """Gather the places that were read from names.

    Args:
        records: All records.
        vocabulary: The vocabularies, with what documents add to them.

    Returns:
        The places, those above before those below, each with signs and an example for each sign.
    """
    derived = [place for place in vocabulary.places if place.derived]
    order = {place.id: number for number, place in enumerate(sorted(derived, key=lambda place: _depth(place, derived)))}
    levels = {place.id: place.level for place in vocabulary.places}
    found = []
    for place in sorted(derived, key=lambda entry: order[entry.id]):
        own = [record for record in records if record.jurisdiction.id == place.id]
        signs = {place.name: next((record.issuer or record.title for record in own), place.name)}
        for record in own:
            code = _CODE.match(record.doc_number or "")
            if code is not None:
                signs.setdefault(code.group(), record.doc_number or "")
        signs = {sign: example for sign, example in signs.items() if sign in example}
        policies = tuple(record.id for record in own)
        above = levels.get(place.parent or "")
        found.append(
            PlaceSuggestion(
                place=place,
                between=place.level in _BELOW_PROVINCES and above == "national",
                listed=find_division(place.name, vocabulary) is not None,
                signs=tuple(signs.items()) or ((place.name, place.name),),
                policies=policies,
            )
        )
    return tuple(found)


def _depth(place: Place, places: Sequence[Place]) -> tuple[int, str]:
    table = {entry.id: entry for entry in places}
    depth, current = 0, place.parent
    while current in table:
        depth, current = depth + 1, table[current].parent
    return depth, place.id

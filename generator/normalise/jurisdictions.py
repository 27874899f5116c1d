"""Which jurisdiction (地区) a document belongs to."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from generator.divisions import Division, division_id, find_division
from generator.models import Jurisdiction, ReadMetadata
from generator.models.kinds import Level
from generator.normalise.folding import compact
from generator.normalise.place_names import PlaceName, place_slug, read_place
from generator.places import parents_of, places_by_id
from generator.vocabulary import Place, Vocabulary

_SHORTEST_OFFICE = 6

UNKNOWN = Jurisdiction(id="unknown", name="未知", level="unknown")


def find_jurisdiction(metadata: ReadMetadata, noted: str | None, vocabulary: Vocabulary) -> Jurisdiction:
    """The jurisdiction that is noted, else the one that the document itself shows.

    Args:
        metadata: What the text says about itself.
        noted: Id or full name of a place from source.yaml, if it says so.
        vocabulary: The vocabularies.

    Returns:
        The jurisdiction, with parents from the top down; `UNKNOWN` without any sign. It is one of the
        vocabulary, or one read from a name that the vocabulary does not have (see `found_places`).
    """
    places = found_places(metadata, noted, vocabulary)
    if not places:
        return UNKNOWN
    found = _as_jurisdiction(places)
    # what the other documents of a place tell of its level counts for all of them
    held = next((entry for entry in vocabulary.places if entry.derived and entry.id == found.id), None)
    return found.model_copy(update={"level": held.level}) if held is not None else found


def found_places(metadata: ReadMetadata, noted: str | None, vocabulary: Vocabulary) -> tuple[Place, ...]:
    """The place of a document and those above it.

    The document number, the issuer, the title, the title of the covering notice, the subtitle and the place
    are looked at in this order; the first field that tells decides. A field tells by the places that it opens
    with (浙江省杭州市人民政府: the last of them counts), else by the signs of the vocabulary: the sign that
    stands first wins, of two at the same place the longer. A title opens with its own place, the places of
    higher levels are named later.

    Args:
        metadata: What the text says about itself.
        noted: Id or full name of a place from source.yaml; then nothing else counts.
        vocabulary: The vocabularies.

    Returns:
        Places from the document's own upwards; those that are not in the vocabulary are made from their names,
        with a deterministic id and no signs, so that they never decide about another document. None found: ().
    """
    return _levelled(_named_places(metadata, noted, vocabulary), metadata, vocabulary)


def _levelled(chain: tuple[Place, ...], metadata: ReadMetadata, vocabulary: Vocabulary) -> tuple[Place, ...]:
    """A city unknown to the vocabulary and its list of cities: only what it calls those below it tells its level.

    地级市 address counties and districts, 县级市 towns and streets (《宪法》第三十条).
    """
    if not chain or not chain[0].derived or not chain[0].name.endswith("市") or chain[0].level != "prefecture":
        return chain
    if find_division(chain[0].name, vocabulary) is not None:
        return chain
    levels: dict[str | None, Level] = {"counties": "prefecture", "townships": "county", None: "unknown"}
    return (chain[0].model_copy(update={"level": levels[metadata.below]}), *chain[1:])


def _named_places(metadata: ReadMetadata, noted: str | None, vocabulary: Vocabulary) -> tuple[Place, ...]:
    if noted is not None:
        registered = place_chain(noted, vocabulary)
        return registered or _chain(read_place(noted, vocabulary, office=False), vocabulary)
    fields = (
        (metadata.doc_number, None),
        (metadata.issuer, True),
        (metadata.title, False),
        (metadata.wrapper_title, True),
        (metadata.subtitle, False),
        (metadata.place, False),
    )
    for field, office in fields:
        if not field:
            continue
        read = read_place(_first_of(field), vocabulary, office=office) if office is not None else ()
        named = _chain(read, vocabulary)
        if named:
            return named
        place = _signed(field, vocabulary)
        if place is not None:
            return place_chain(place.id, vocabulary)
    return ()


def _first_of(field: str) -> str:
    """The first of several issuers: 中共天都市委办公室 天都市人民政府办公室; a name set out wide stays whole."""
    parts = field.split()
    return parts[0] if len(parts) > 1 and all(len(part) >= _SHORTEST_OFFICE for part in parts) else field


def knows_place(noted: str, vocabulary: Vocabulary) -> bool:
    """Whether a place noted in source.yaml can be told: an id of the vocabulary, or a place's full name."""
    return bool(found_places(ReadMetadata(), noted, vocabulary))


def is_registered(place_id: str, vocabulary: Vocabulary) -> bool:
    """Whether a jurisdiction stands in the vocabulary's own file, not only among those read from documents."""
    return any(place.id == place_id and not place.derived for place in vocabulary.places)


def as_jurisdiction(place: Place, vocabulary: Vocabulary) -> Jurisdiction:
    """A place of the vocabulary as it stands in records, with its parents' ids from the top down."""
    return _as_jurisdiction(place_chain(place.id, vocabulary))


def place_chain(place_id: str, vocabulary: Vocabulary) -> tuple[Place, ...]:
    """A place and its parents, the nearest first; empty for an id that the vocabulary does not have."""
    places = places_by_id(vocabulary)
    return tuple(places[known] for known in (place_id, *parents_of(place_id, places)) if known in places)


@lru_cache(maxsize=4)
def _signs(vocabulary: Vocabulary) -> tuple[tuple[str, re.Pattern[str], int, Place], ...]:
    """Every sign of a place, folded, with how it is looked for, the order of its place, and the place."""
    return tuple(
        # 财政部门 (finance departments anywhere) is not 财政部 (the ministry).
        (text, re.compile(re.escape(text) + ("(?!门)" if sign.text.endswith("部") else "")), order, place)
        for order, place in enumerate(vocabulary.places)
        for sign in place.signs
        for text in (compact(sign.text),)
    )


def _as_jurisdiction(chain: tuple[Place, ...]) -> Jurisdiction:
    place, parents = chain[0], tuple(entry.id for entry in reversed(chain[1:]))
    return Jurisdiction(id=place.id, name=place.name, level=place.level, parents=parents)


def _chain(names: tuple[PlaceName, ...], vocabulary: Vocabulary) -> tuple[Place, ...]:
    """Places for names from the top down, each as registered or made below the one before; nearest first."""
    chain: tuple[Place, ...] = ()
    for index, name in enumerate(names):
        known = next((place for place in vocabulary.places if not place.derived and place.name == name.name), None)
        if known is not None:
            chain = place_chain(known.id, vocabulary)
            continue
        division = find_division(name.name, vocabulary, tuple(before.name for before in names[:index]))
        # where the list names what lies between, a province named in front is not all that is known (江苏省昆山市)
        between = division is not None and division.prefecture is not None
        above = _above(division, vocabulary) if between else chain or _above(division, vocabulary)
        chain = (_made(name, above, vocabulary, division), *above)
    return chain


def _above(division: Division | None, vocabulary: Vocabulary) -> tuple[Place, ...]:
    """What lies above a place that is named without it: the country, of a city its province and prefecture."""
    country = tuple(place for place in vocabulary.places if place.level == "national")[:1]
    if division is None or division.province is None:
        return country
    between = (PlaceName(division.prefecture, "prefecture"),) if division.prefecture is not None else ()
    return _chain((PlaceName(division.province, "province"), *between), vocabulary)


def _made(name: PlaceName, above: tuple[Place, ...], vocabulary: Vocabulary, division: Division | None = None) -> Place:
    if division is not None:
        name = PlaceName(division.name, division.level)
    short = division.short if division is not None else name.short
    # Districts and towns share their names across the country (城关区, 新城区, 城关镇): the id above keeps them apart.
    district = name.level == "county" and name.name.endswith("区") and above and above[0].level != "national"
    district = district or (name.level == "unknown" and above and above[0].level != "national")
    if division is not None and not district:
        spelled = division_id(division, vocabulary)
    else:
        spelled = place_slug(short) or f"place-{zlib.crc32(name.name.encode()):08x}"
    made = f"{above[0].id}-{spelled}" if district else spelled
    if any(not place.derived and place.id == made for place in vocabulary.places) or made == UNKNOWN.id:
        made = f"{made}-{zlib.crc32(name.name.encode()):08x}"
    parent = above[0].id if above else None
    return Place(id=made, name=name.name, short=short, level=name.level, parent=parent, derived=True)


def _signed(field: str, vocabulary: Vocabulary) -> Place | None:
    text = compact(field)
    found = [
        (match.start(), -len(sign), order, place)
        for sign, pattern, order, place in _signs(vocabulary)
        if sign in text and (match := pattern.search(text))
    ]
    return min(found, key=lambda entry: entry[:3])[3] if found else None

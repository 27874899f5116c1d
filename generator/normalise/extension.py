"""A vocabulary with what documents add to it: places and domains that no file registers yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.models import PolicyRecord, Reading, ReadOutline, SourceNotes
from generator.models.order import LEVELS
from generator.normalise.jurisdictions import found_places
from generator.normalise.topics import GROUP, derived_domains
from generator.problems import PolicykbError, Problem
from generator.vocabulary import Place, Vocabulary
from generator.vocabulary_files import FOLDER


def with_places(vocabulary: Vocabulary, documents: Iterable[tuple[Reading | ReadOutline, SourceNotes]]) -> Vocabulary:
    """The vocabulary with the places of documents that it does not have.

    Args:
        vocabulary: The vocabularies as they stand in their files.
        documents: The reading (or its outline) and the notes of every document.

    Returns:
        The vocabulary with these places behind its own, marked `derived`, in the order of their ids; the same one,
        with all that was prepared from it, if there are none.

    Raises:
        PolicykbError: Two places that are spelled alike would have one id (jurisdiction_ambiguous).
    """
    made: dict[str, tuple[int, int, Place]] = {}
    for reading, notes in documents:
        chain = found_places(reading.metadata, notes.jurisdiction, vocabulary)
        for number, place in enumerate(chain):
            if not place.derived:
                continue
            # Of a place named with and without its province, the form that names more of what is above counts.
            # Of its documents one may tell its level and the others not: one that speaks to its counties settles it.
            found = (len(chain) - number, -LEVELS.index(place.level), place)
            best = made.setdefault(place.id, found)
            if best[2].name != place.name:
                raise PolicykbError(_ambiguous(place, best[2]))
            fullest = max(best, found, key=lambda entry: (entry[0], entry[2].parent or ""))
            surest = max(best, found, key=lambda entry: entry[1])
            joined = fullest[2].model_copy(update={"level": surest[2].level})
            made[place.id] = (fullest[0], surest[1], joined)
    if not made:
        return vocabulary
    places = (*vocabulary.places, *(made[name][2] for name in sorted(made)))
    return vocabulary.model_copy(update={"places": places})


def with_domains(vocabulary: Vocabulary, records: Sequence[PolicyRecord]) -> Vocabulary:
    """The vocabulary with the domains that records made from their own headings, in a group of their own.

    Args:
        vocabulary: The vocabularies.
        records: All records.

    Returns:
        The vocabulary; the same one if no record made a domain.
    """
    domains = derived_domains(records, vocabulary)
    if not domains:
        return vocabulary
    groups = (*vocabulary.domain_groups, GROUP)
    return vocabulary.model_copy(update={"domains": (*vocabulary.domains, *domains), "domain_groups": groups})


def _ambiguous(one: Place, other: Place) -> Problem:
    names = "、".join(sorted((one.name, other.name)))
    return Problem(
        path=f"{FOLDER}/jurisdictions.yaml",
        line=0,
        code="jurisdiction_ambiguous",
        message=f"未登记的地区 {names} 拼写相同（{one.id}）；请在词表中登记其中之一，编号自定",
    )

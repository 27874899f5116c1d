"""Agencies that no vocabulary registers, with what they may be called there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz, process

from generator.models import AnnexRow, Jurisdiction, PolicyRecord, Task
from generator.models.base import Frozen
from generator.parties import parties_of, spoken
from generator.pinyin import spelled
from generator.places import places_by_id
from generator.suggest.definitions import Definition, defined_names
from generator.unfilled import is_unfilled
from generator.vocabulary import Vocabulary

NEAR = 60.0
"""Similarity (rapidfuzz ratio, 0 to 100) from which a registered form is worth showing."""

PLACELESS = "unknown"
"""The id of the jurisdiction of a document that shows none."""

_LEVELS = "省市县区旗州盟"

_SHOWN = 3
_PLACES_SHOWN = 5


class Near(Frozen):
    """A registered form that looks alike: perhaps the same agency, perhaps a damaged name. Never taken for it."""

    form: str
    agency: str
    score: int


class AgencySuggestion(Frozen):
    """An agency named in documents of one jurisdiction and not registered there.

    Attributes:
        id: The id it could have.
        name: The name as written most fully.
        aliases: All forms, each with a clause or sentence it stands in.
        function: Id of the function class by words of the name, None if they show none.
        where: Passages as "policies/x/source.txt:line".
        near: Registered forms that look alike.
        agency: Id of the registered agency that the full name in a definition stands for: then only the alias lacks.
    """

    id: str
    name: str
    jurisdiction: str
    aliases: tuple[tuple[str, str], ...]
    function: str | None = None
    where: tuple[str, ...] = ()
    near: tuple[Near, ...] = ()
    agency: str | None = None


def suggest_agencies(
    records: Sequence[PolicyRecord], sources: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[AgencySuggestion, ...]:
    """Gather what is named and not registered, over all documents.

    Args:
        records: All records.
        sources: Policy id -> text.
        vocabulary: The vocabularies.

    Returns:
        The suggestions by jurisdiction in the order of the records, then as they stand first. A short name
        that a document defines goes with the name that it stands for. None of documents whose place is not known:
        an agency is registered under its place.
    """
    found: dict[tuple[str, str], _Gathered] = {}
    for record in records:
        if is_placeless(record):
            continue
        source, place = sources[record.id], record.jurisdiction.id
        defined = {_plain(entry.short): entry for entry in defined_names(record, source)}
        named = [*_unregistered(record, source, vocabulary), *_undefined(defined.values(), place, vocabulary)]
        for raw, function, position in named:
            gathered = found.setdefault((place, _plain(raw)), _Gathered(raw, function, record.jurisdiction))
            definition = defined.get(_plain(raw))
            gathered.full = gathered.full or (definition.name if definition is not None else None)
            gathered.add(raw, source, position, f"policies/{record.id}/{record.source.file}")
    taken = {agency.id for agency in vocabulary.agencies}
    return tuple(_suggestion(gathered, vocabulary, taken) for gathered in found.values())


def is_placeless(record: PolicyRecord) -> bool:
    """Whether nobody knows which place a document belongs to."""
    return record.jurisdiction.id == PLACELESS


class _Gathered:
    """One name while it is gathered."""

    def __init__(self, raw: str, function: str | None, jurisdiction: Jurisdiction) -> None:
        self.raw, self.function = raw, function
        self.place, self.place_name = jurisdiction.id, jurisdiction.name
        self.full: str | None = None
        self.examples: dict[str, str] = {}
        self.where: list[str] = []

    def add(self, raw: str, source: str, position: int, file: str) -> None:
        """Note one place where the name stands."""
        self.examples.setdefault(raw, _sentence(source, position))
        self.where.append(f"{file}:{source.count(chr(10), 0, position) + 1}")

    @property
    def name(self) -> str:
        """The fullest form: as the text defines it, else with its place's name for the level (市商务局)."""
        if self.full is not None:
            return self.full
        level = self.place_name[-1:]
        return self.place_name + self.raw[1:] if level in _LEVELS and self.raw.startswith(level) else self.raw


def _unregistered(record: PolicyRecord, source: str, vocabulary: Vocabulary) -> Iterable[tuple[str, str | None, int]]:
    """Name, function class and place of each unit; 我委 and XX部门 are no names to register, that of the issuer is."""
    holders: list[Task | AnnexRow] = [*record.tasks, *record.annex_rows]
    parties = parties_of(record.issuer, record.addressees)
    for unit in (unit for holder in holders for unit in holder.units if unit.kind == "named" and unit.agency is None):
        said = spoken(unit.raw, parties, vocabulary)
        name = unit.raw if said is None else said.office
        at = unit.span[0] if said is None or name is None else source.find(name)
        if name is not None and at >= 0 and not is_unfilled(name, vocabulary):
            yield name, unit.function.id if unit.function is not None else None, at


def _undefined(
    defined: Iterable[Definition], place: str, vocabulary: Vocabulary
) -> Iterable[tuple[str, str | None, int]]:
    """Short names that a text defines and nobody registered, wherever they are used."""
    own = {
        _plain(alias.text) for agency in vocabulary.agencies if agency.jurisdiction == place for alias in agency.aliases
    }
    for entry in defined:
        if _plain(entry.short) not in own:
            yield entry.short, _function_of(entry.name, vocabulary), entry.span[0]


def _suggestion(gathered: _Gathered, vocabulary: Vocabulary, taken: set[str]) -> AgencySuggestion:
    registered = _registered(gathered, vocabulary)
    function = gathered.function or (_function_of(gathered.full, vocabulary) if gathered.full else None)
    return AgencySuggestion(
        id=_free(f"{gathered.place}-{function or _spelled(gathered.raw)}", gathered.raw, taken),
        name=gathered.name,
        jurisdiction=gathered.place,
        aliases=tuple(gathered.examples.items()),
        function=function,
        where=tuple(dict.fromkeys(gathered.where))[:_PLACES_SHOWN],
        near=_near(gathered, vocabulary),
        agency=registered,
    )


def _registered(gathered: _Gathered, vocabulary: Vocabulary) -> str | None:
    if gathered.full is None:
        return None
    wanted = _plain(gathered.full)
    own = [agency for agency in vocabulary.agencies if agency.jurisdiction == gathered.place]
    return next(
        (entry.id for entry in own if wanted in {_plain(entry.name), *(_plain(alias.text) for alias in entry.aliases)}),
        None,
    )


def _function_of(name: str, vocabulary: Vocabulary) -> str | None:
    found = [(len(word.text), entry.id) for entry in vocabulary.functions for word in entry.words if word.text in name]
    return max(found)[1] if found else None


def _near(gathered: _Gathered, vocabulary: Vocabulary) -> tuple[Near, ...]:
    """Registered forms of the same jurisdiction and of those above it that look like the name."""
    places = places_by_id(vocabulary)
    chain: list[str] = []
    current: str | None = gathered.place
    while current is not None and current in places and current not in chain:
        chain.append(current)
        current = places[current].parent
    forms = {
        alias.text: agency.id
        for agency in vocabulary.agencies
        if agency.jurisdiction in chain
        for alias in agency.aliases
    }
    found = process.extract(gathered.raw, sorted(forms), scorer=fuzz.ratio, score_cutoff=NEAR, limit=_SHOWN)
    return tuple(Near(form=form, agency=forms[form], score=round(score)) for form, score, _ in found)


def _free(wanted: str, raw: str, taken: set[str]) -> str:
    found = wanted
    if found in taken:
        found = f"{wanted}-{_spelled(raw)}"
    number = 1
    while found in taken:
        number += 1
        found = f"{wanted}-{_spelled(raw)}-{number}"
    taken.add(found)
    return found


def _spelled(raw: str) -> str:
    return spelled(_plain(raw)) or "unit"


def _sentence(source: str, position: int) -> str:
    """The clause or table cell around a position, short enough for an example; other cells may name persons."""
    start = max(source.rfind(mark, 0, position) for mark in "\n\t。；;，,(（") + 1
    ends = [end for mark in "\n\t。；;" if (end := source.find(mark, position)) >= 0]
    return source[start : min([*ends, start + 60])].strip()


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())

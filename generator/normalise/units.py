"""Agencies by registry, function classes by words (单位归一)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.models import AgencyRef, FunctionRef, ReadDefinition, ReadUnit, Repair, SourceText, Unit, Warning_
from generator.normalise.folding import compact, fold
from generator.normalise.glued import seems_glued, split_glued
from generator.normalise.jurisdictions import place_chain
from generator.normalise.lines import warn
from generator.parties import Parties, Spoken, spoken
from generator.places import places_by_id
from generator.unfilled import is_unfilled
from generator.vocabulary import Agency, Alias, FunctionClass, Place, Vocabulary

_LEVEL_PREFIX = re.compile(r"^[省市县区旗州](?!场)")
_SHOWN_LEVELS = {"national": "^(?:国家|国务院|中国|全国)", "province": "^省"}
_OF_ALL = re.compile("部门|单位")
_DEPARTMENT = re.compile("(?:行政)?(?:主管|管理)?(?:部门|机关)$")
_SHORTEST_BARE = 2
_GLUED = 5
"""A name this short holds no two."""
_DUAL = re.compile(r"^(?P<outer>[^()]+)\((?P<inner>[^()]+)\)$")


@dataclass(frozen=True)
class Found:
    """An agency and the alias by which it was found."""

    agency: Agency
    alias: Alias | None


@dataclass(frozen=True)
class Named:
    """Units in their normalised form, and what is to be said about them."""

    units: tuple[Unit, ...]
    repairs: tuple[Repair, ...] = ()
    warnings: tuple[Warning_, ...] = ()


class AgencyRegistry:
    """The agencies that a document of one jurisdiction can mean.

    Its own in any form; those of its parents only in forms that show their level (国家发展改革委): plain
    财政局 in a county's document is the county's.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        place_id: str,
        definitions: Sequence[ReadDefinition] = (),
        parties: Parties | None = None,
    ) -> None:
        """Index the forms of all agencies along the chain of places from `place_id` upwards.

        Args:
            vocabulary: The vocabularies.
            place_id: The document's jurisdiction.
            definitions: Short names that the document defines itself.
            parties: Whom 我委 and 贵局 can mean.
        """
        self._parties = parties or Parties()
        self._defined = {key: entry for entry in reversed(definitions) for key in _keys(compact(entry.short))}
        self._vocabulary = vocabulary
        self._known: dict[str, Found | None] = {}
        self._functions = {entry.id: entry for entry in vocabulary.functions}
        chain = place_chain(place_id, vocabulary)
        self._own = _forms_of_place(chain[0].id, vocabulary) if chain else {}
        self._above = [_forms_from_above(place.id, vocabulary) for place in chain[1:]]

    def defined(self, raw: str) -> ReadDefinition | None:
        """The definition of a short name in the document itself, if it has one."""
        if not self._defined:
            return None
        return next((self._defined[key] for key in _keys(compact(raw)) if key in self._defined), None)

    def spoken(self, raw: str) -> Spoken | None:
        """Whom 我委 or 贵局 means in this document; None for any other name."""
        return spoken(raw, self._parties, self._vocabulary)

    def is_unfilled(self, raw: str) -> bool:
        """Whether a name is one that somebody has yet to fill in (XX部门)."""
        return is_unfilled(raw, self._vocabulary)

    def full_name(self, raw: str) -> str | None:
        """The name that a short name stands for in this document: as it defines it, or who speaks (我委)."""
        definition = self.defined(raw)
        if definition is not None:
            return definition.name
        said = self.spoken(raw)
        return said.office if said is not None else None

    def find(self, raw: str) -> Found | None:
        """The agency a name stands for; a short name that the document defines stands for its full name.

        Args:
            raw: The name as written.

        Returns:
            The agency with the alias found, or None if it is not registered.
        """
        if raw not in self._known:
            full = self.full_name(raw)
            found = self._find(full) if full is not None else None
            self._known[raw] = found or (self._find(raw) if self.spoken(raw) is None else None)
        return self._known[raw]

    def _find(self, raw: str) -> Found | None:
        """The agency a name stands for by the registry alone.

        Args:
            raw: The name as written; of a dual name (宣传部(文明办)) the whole counts first, then the
                part before the bracket, then the part inside.

        Returns:
            The agency with the alias found, or None if it is not registered.
        """
        for form in _dual_forms(compact(raw)):
            for key in _keys(form):
                if key in self._own:
                    return self._own[key]
            for table in self._above:
                if form in table:
                    return table[form]
        return None

    def parts(self, unit: ReadUnit) -> tuple[ReadUnit, ...]:
        """The units of a name that is several registered ones run together; the unit alone if it is not."""
        return split_glued(unit, self._own.keys(), self._vocabulary.patterns("unit_patterns", "collective"), fold)

    def function_of(self, raw: str) -> FunctionClass | None:
        """The function class whose longest word stands in a name; the later word wins among equals.

        A word across the joint of 人民 and what follows is none: 民政 does not stand in 人民政府. Of a short name
        that the document defines, the full name counts first.
        """
        full = self.full_name(raw)
        return (function_by_words(full, self._vocabulary) if full is not None else None) or function_by_words(
            raw, self._vocabulary
        )

    def function(self, function_id: str) -> FunctionClass | None:
        """The function class with this id, if there is one."""
        return self._functions.get(function_id)


@lru_cache(maxsize=8192)
def function_by_words(raw: str, vocabulary: Vocabulary) -> FunctionClass | None:
    """The function class whose longest word stands in a name, without regard to definitions.

    Words of all departments (主管部门) count where nothing says which one: 教育主管部门 is about education.
    """
    text = compact(raw)
    apart = text.replace("人民", "人民\n")
    found = [
        (_OF_ALL.search(word) is None, len(word), text.rindex(word), entry)
        for word, entry in _function_words(vocabulary)
        if word in apart or ("人民" in word and word in text)
    ]
    told = max(found, key=lambda match: match[:3], default=None)
    return told[3] if told is not None and told[0] else _bare_function(text, vocabulary) or (told[3] if told else None)


def _bare_function(text: str, vocabulary: Vocabulary) -> FunctionClass | None:
    """The class of a name that lacks its own end (商务、农业、科技等部门; 科技部门): a word is 商务局, cut to 商务."""
    return _bare_words(vocabulary).get(_DEPARTMENT.sub("", _LEVEL_PREFIX.sub("", text)))


@lru_cache(maxsize=4)
def _bare_words(vocabulary: Vocabulary) -> dict[str, FunctionClass]:
    """Words of the classes without 局; those that two classes share tell nothing."""
    classes: dict[str, list[FunctionClass]] = {}
    for word, entry in _function_words(vocabulary):
        if word.endswith("局") and len(word) > _SHORTEST_BARE:
            known = classes.setdefault(word.removesuffix("局"), [])
            known.extend([entry] if entry not in known else [])
    return {word: entries[0] for word, entries in classes.items() if len(entries) == 1}


@lru_cache(maxsize=4)
def _function_words(vocabulary: Vocabulary) -> tuple[tuple[str, FunctionClass], ...]:
    return tuple((word.text, entry) for entry in vocabulary.functions for word in entry.words)


def name_units(read: Sequence[ReadUnit], registry: AgencyRegistry, source: SourceText) -> Named:
    """Resolve the units of one clause.

    Args:
        read: The units as written.
        registry: The agencies of the document's jurisdiction.
        source: The document, for line numbers.

    Returns:
        The units that were read, names run together split where the registry leaves no doubt; a warning for each that
        is not registered or stands twice in one role, and a repair for each name that is a known misreading.
    """
    units: list[Unit] = []
    repairs: list[Repair] = []
    warnings: list[Warning_] = []
    for entry in _parts(read, registry, source, warnings):
        found = registry.find(entry.raw)
        units.append(_unit(entry, found, registry))
        if found is not None and found.alias is not None and found.alias.damaged:
            repair = _damage(entry, found)
            repairs.append(repair)
            message = f"“{entry.raw}”疑为“{repair.after}”的识别错误，已按后者归入{found.agency.name}；请核对原件"
            warnings.append(warn(source, entry.span, "unit_damaged", message))
        elif found is None and entry.kind == "named" and not (units[-1].defined and units[-1].function):
            warnings.append(_unknown(entry, units[-1], source, registry))
    warnings.extend(_repeated(read, source))
    return Named(tuple(units), tuple(repairs), tuple(warnings))


def _parts(
    read: Sequence[ReadUnit], registry: AgencyRegistry, source: SourceText, warnings: list[Warning_]
) -> Iterator[ReadUnit]:
    for entry in read:
        known = entry.kind == "collective" or len(entry.raw) < _GLUED or registry.find(entry.raw) is not None
        parts = (entry,) if known else registry.parts(entry)
        if len(parts) > 1:
            names = "、".join(part.raw for part in parts)
            message = f"“{entry.raw}”中间没有分隔，按名录拆分为{names}；请核对"
            warnings.append(warn(source, entry.span, "units_glued", message, "info"))
        elif not known and seems_glued(entry.raw):
            message = f"“{entry.raw}”像是几个单位连在一起，名录不足以拆分；请核对原件，或在 corrections.yaml 更正"
            warnings.append(warn(source, entry.span, "units_glued", message))
        yield from parts


def _unit(entry: ReadUnit, found: Found | None, registry: AgencyRegistry) -> Unit:
    function = registry.function(found.agency.function) if found is not None else registry.function_of(entry.raw)
    if entry.kind == "collective":
        resolution = "collective"
    elif found is not None:
        resolution = "registry"
    else:
        resolution = "function_words" if function is not None else "unresolved"
    definition = registry.defined(entry.raw)
    return Unit(
        raw=entry.raw,
        role=entry.role,
        role_label=entry.role_label,
        kind=entry.kind,
        agency=_agency_ref(found.agency.id, found.agency.name) if found is not None else None,
        function=_function_ref(function.id, function.name) if function is not None else None,
        span=entry.span,
        resolution=resolution,
        defined=definition.span if definition is not None else None,
    )


@lru_cache(maxsize=4096)
def _agency_ref(agency_id: str, name: str) -> AgencyRef:
    return AgencyRef(id=agency_id, name=name)


@lru_cache(maxsize=1024)
def _function_ref(function_id: str, name: str) -> FunctionRef:
    return FunctionRef(id=function_id, name=name)


def _repeated(read: Sequence[ReadUnit], source: SourceText) -> Iterator[Warning_]:
    seen: set[tuple[str, str]] = set()
    for entry in read:
        key = compact(entry.raw), entry.role
        if key in seen:
            message = f"“{entry.raw}”在同一处重复列出，照原文保留；请核对是否误录"
            yield warn(source, entry.span, "unit_repeated", message)
        seen.add(key)


def _damage(entry: ReadUnit, found: Found) -> Repair:
    sound = [alias.text for alias in found.agency.aliases if not alias.damaged]
    after = sound[0] if sound else found.agency.name
    evidence = f"词表：“{entry.raw}”登记为{found.agency.name}（{after}）的误识形式"
    return Repair(kind="unit_damaged", before=entry.raw, after=after, evidence=evidence, span=entry.span)


def _unknown(entry: ReadUnit, unit: Unit, source: SourceText, registry: AgencyRegistry) -> Warning_:
    said = registry.spoken(entry.raw)
    if said is not None and said.office is None:
        whose = "发文机关自称，发文机关中没有唯一相符的" if said.own else "对主送机关的称呼，主送机关中没有唯一相符的"
        message = f"“{entry.raw}”是{whose}，不知指哪个单位；如知道，请在 corrections.yaml 中写明"
        return warn(source, entry.span, "unit_unknown", message)
    if registry.is_unfilled(entry.raw):
        message = f"单位“{entry.raw}”是没有填写的代号；请对照原件，确为代号的不必登记"
        return warn(source, entry.span, "unit_unknown", message)
    name = registry.full_name(entry.raw)
    full = f"（本文指“{name}”）" if name is not None else ""
    guess = f"，暂按名称归入“{unit.function.name}”一类" if unit.function is not None else ""
    message = f"单位“{entry.raw}”{full}未登记{guess}；请在 schema/vocabulary/agencies.yaml 中登记或补充别名"
    return warn(source, entry.span, "unit_unknown", message)


@lru_cache(maxsize=4096)
def _forms_from_above(place_id: str, vocabulary: Vocabulary) -> dict[str, Found]:
    """Forms that mean an agency of a place in documents of lower levels too: those that show its level."""
    place, agencies = places_by_id(vocabulary)[place_id], vocabulary.agencies
    shows = re.compile(f"{re.escape(place.name)}|{re.escape(place.short)}|{_SHOWN_LEVELS.get(place.level, '(?!)')}")
    own = [agency for agency in agencies if agency.jurisdiction == place.id]
    forms = [(compact(alias.text), Found(agency, alias)) for agency in own for alias in agency.aliases]
    forms.extend((compact(agency.name), Found(agency, None)) for agency in own)
    return {form: found for form, found in reversed(forms) if shows.search(form)}


@lru_cache(maxsize=4096)
def _forms_of_place(place_id: str, vocabulary: Vocabulary) -> dict[str, Found]:
    place, agencies = places_by_id(vocabulary)[place_id], vocabulary.agencies
    table: dict[str, Found] = {}
    own = [agency for agency in agencies if agency.jurisdiction == place.id]
    for exact in (True, False):
        for agency in own:
            for alias in (*agency.aliases, None):
                form = compact(alias.text if alias is not None else agency.name)
                for key in [form] if exact else sorted(_keys(form, place)):
                    table.setdefault(key, Found(agency, alias))
    return table


def _keys(form: str, place: Place | None = None) -> list[str]:
    """The form itself, then without 中共, its place's name and the prefix of its level (市财政局 = 财政局)."""
    keys = [form]
    bare = form.removeprefix("中共")
    if place is not None:
        bare = bare.removeprefix(place.name).removeprefix(place.short)
    for key in (bare, _LEVEL_PREFIX.sub("", bare, count=1)):
        if len(key) >= 2 and key not in keys:
            keys.append(key)
    return keys


def _dual_forms(form: str) -> list[str]:
    match = _DUAL.match(form)
    return [form, match["outer"], match["inner"]] if match else [form]

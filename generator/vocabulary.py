"""The vocabularies: data, each entry with examples that the tests check. `generator.vocabulary_files` reads them."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Mapping
from typing import Literal

from generator.models.base import Frozen, Weight
from generator.models.kinds import DeadlineType, Level, Role
from generator.models.source import TextStatus
from generator.pattern_names import PATTERN_NAMES
from generator.patterns import compile_pattern
from generator.provinces import Province


class Example(Frozen):
    """A passage in which a pattern must find exactly `finds`; an empty `finds` means it must find nothing."""

    text: str
    finds: str = ""


class Pattern(Frozen):
    """A regular expression with its examples (at least one)."""

    pattern: str
    examples: tuple[Example, ...]

    def compiled(self) -> re.Pattern[str]:
        """The compiled expression, from a cache."""
        return compile_pattern(self.pattern)


class Cue(Frozen):
    """A word (literal) with passages in which it stands."""

    text: str
    examples: tuple[str, ...]


class Mention(Frozen):
    """A word (literal) by which provisions on something else name a domain, with passages in which it does.

    It names nothing inside the words of `not_in` (公开 in 公开栏).
    """

    text: str
    examples: tuple[str, ...]
    not_in: tuple[str, ...] = ()


class DomainGroup(Frozen):
    """A group of domains, in the order shown."""

    id: str
    name: str


class Domain(Frozen):
    """A domain (领域).

    `code` is the code of the hand-made readings; `national_clause` the clause of the baseline as people
    cite it ("五(一)"), `national_items` its item ids in the baseline's record. `derived` marks one that was
    made from a document's own headings and stands in no vocabulary file. `nature`: a "field" (政府采购) uses the
    means that other domains are about (信用承诺、失信记录) without settling them, an "actor" (街道乡镇) says who acts,
    so its provisions settle other domains too; all else is a "matter".

    `cues` say what a provision is about; `titles` are short words that say so in a title without any cue. `mentions`
    are words by which provisions on something else name the domain; `loose` cues name nothing there.
    `named_by_fields` is false where what a field says of the domain is about the field only (招标投标信用信息公开).
    `several_matters` is true where the domain holds more than one matter (督查 and 指标监测), so that a provision of it
    is named only by words that it says itself. `aspects` are groups of words that tell these matters apart, as far as
    words can: provisions that say words of different groups only are on different ones. `same_words` are groups of
    words that mean the same where a provision must say itself what names it (奖惩, 惩戒).
    """

    id: str
    code: str
    name: str
    group: str
    definition: str
    cues: tuple[Cue, ...]
    national_clause: str | None = None
    national_items: tuple[str, ...] = ()
    nature: Literal["matter", "field", "actor"] = "matter"
    derived: bool = False
    titles: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    loose: tuple[str, ...] = ()
    named_by_fields: bool = True
    several_matters: bool = False
    aspects: tuple[tuple[str, ...], ...] = ()
    same_words: tuple[tuple[str, ...], ...] = ()


class DomainWords(Frozen):
    """How much words speak for a domain (`generator.telling`, `generator.naming`).

    Attributes:
        domain: Its id.
        base: What speaks for it before any word is seen.
        within: Id of a domain -> what speaks for this one in a provision that is about that.
        words: Weight -> words, parted by blanks.
    """

    domain: str
    base: float = 0.0
    within: dict[str, float] = {}
    words: dict[Weight, str]

    def __hash__(self) -> int:
        """By identity, as that of `Vocabulary`: what documents add to a vocabulary leaves these words as they are."""
        return id(self)


class FunctionClass(Frozen):
    """A function class (职能类别) and the words in unit names that show it."""

    id: str
    code: str
    name: str
    words: tuple[Cue, ...] = ()


class Alias(Frozen):
    """A form of an agency's name with clauses it stands in; `damaged` marks a misreading (OCR)."""

    text: str
    examples: tuple[str, ...]
    damaged: bool = False


class Agency(Frozen):
    """A registered agency. Collectives (各相关部门) are agencies too, with `collective: true`."""

    id: str
    name: str
    function: str
    jurisdiction: str
    collective: bool = False
    aliases: tuple[Alias, ...]


class Place(Frozen):
    """A jurisdiction: `signs` are forms that show it in titles, issuers and document numbers ("宜政办发").

    `derived` marks one that was read from the name of an issuer and stands in no vocabulary file.
    """

    id: str
    name: str
    short: str
    level: Level
    parent: str | None = None
    hue: int | None = None
    signs: tuple[Cue, ...] = ()
    derived: bool = False


class DocumentType(Frozen):
    """A kind of document, recognised by a pattern on its title; what it implies where nothing else is said.

    `orders` is false where documents of the kind charge nobody: they tell what was done, or explain another one.
    """

    name: str
    title: Pattern
    text_status: TextStatus | None = None
    legal_status: str | None = None
    rank: int = 0
    orders: bool = True


class RoleLabel(Frozen):
    """A label of a responsibility clause and the role it gives."""

    label: str
    role: Role
    examples: tuple[str, ...]


class RoleVerb(Frozen):
    """A verb that gives the units before it a role without any label (牵头, 配合, 会同 … 负责).

    `joins` is the role of the units listed behind it, where it takes any (会同). `loose` marks a verb of running text
    that charges somebody only where its clause ends (市公安局参加, but not 市公安局参加会议), `named` one that charges
    nobody where the units are collectives (各部门要把…作为重要任务 is an appeal).
    """

    pattern: str
    role: Role
    joins: Role | None = None
    loose: bool = False
    named: bool = False
    examples: tuple[Example, ...]


class DeadlinePattern(Frozen):
    """A form of time limit. Named groups year/month/day/word feed the date; `period` is an ISO 8601 duration."""

    type: DeadlineType
    pattern: str
    period: str | None = None
    examples: tuple[Example, ...]


class SectionWord(Frozen):
    """A word in a heading that shows what kind of part it opens."""

    role: Literal["preliminary", "principles", "goals", "safeguards", "background", "supplementary", "tasks"]
    pattern: str
    examples: tuple[Example, ...]


class NamedPattern(Frozen):
    """A pattern with a name that code asks for ("page_number") and a message for people where it warns."""

    name: str
    pattern: str
    examples: tuple[Example, ...]
    message: str = ""
    value: str = ""


class OutdatedBody(Frozen):
    """A body (机构) that a reform ended.

    Attributes:
        successor: What took its work over, as people are told.
        since: The first day on which a document should no longer name it.
        basis: The reform, as people are told.
    """

    pattern: str
    successor: str
    since: datetime.date
    basis: str
    examples: tuple[Example, ...]


class OutdatedLaw(Frozen):
    """Laws and regulations that are no longer in force.

    Attributes:
        titles: Their titles, without 中华人民共和国 before them and what stands in brackets behind.
        successor: What holds instead, as people are told.
        since: The first day on which they were not in force.
    """

    titles: tuple[str, ...]
    successor: str
    since: datetime.date


class Vocabulary(Frozen):
    """All vocabularies of one knowledge base.

    `subject` are words of what the domains are about: a document whose title says one of them, or whose provisions
    mostly do, is on the vocabulary's matter. `title_subjects` are subjects that titles name in several ways: titles in
    which patterns of one name stand are on one subject. `counties` are the counties, banners and districts by what lies
    above them, parted by blanks (`generator.divisions` reads them), `former_counties` those of older documents.
    """

    baseline: str | None = None
    subject: tuple[str, ...] = ()
    title_subjects: tuple[NamedPattern, ...] = ()
    domain_groups: tuple[DomainGroup, ...]
    domains: tuple[Domain, ...]
    domain_words: tuple[DomainWords, ...] = ()
    naming_words: tuple[DomainWords, ...] = ()
    functions: tuple[FunctionClass, ...]
    agencies: tuple[Agency, ...]
    places: tuple[Place, ...]
    divisions: tuple[Province, ...] = ()
    counties: Mapping[str, str] = {}
    former_counties: Mapping[str, str] = {}
    document_types: tuple[DocumentType, ...]
    title_words: tuple[NamedPattern, ...] = ()
    role_labels: tuple[RoleLabel, ...]
    role_verbs: tuple[RoleVerb, ...] = ()
    charge_verbs: tuple[RoleVerb, ...] = ()
    verb_signs: tuple[NamedPattern, ...] = ()
    deadlines: tuple[DeadlinePattern, ...]
    section_words: tuple[SectionWord, ...]
    heading_words: tuple[NamedPattern, ...] = ()
    principle_words: tuple[NamedPattern, ...] = ()
    boilerplate: tuple[NamedPattern, ...]
    metadata: tuple[NamedPattern, ...]
    unit_patterns: tuple[NamedPattern, ...]
    quantities: tuple[NamedPattern, ...]
    citation_cues: tuple[NamedPattern, ...]
    damage: tuple[NamedPattern, ...]
    list_words: tuple[NamedPattern, ...] = ()
    personal_words: tuple[NamedPattern, ...] = ()
    annex_columns: tuple[NamedPattern, ...] = ()
    outdated_bodies: tuple[OutdatedBody, ...] = ()
    outdated_laws: tuple[OutdatedLaw, ...] = ()
    vague_words: tuple[NamedPattern, ...] = ()
    leftover_words: tuple[NamedPattern, ...] = ()
    drafting_patterns: tuple[NamedPattern, ...] = ()

    def __hash__(self) -> int:
        """By identity: what is prepared from a vocabulary once is kept for this very object (lru_cache)."""
        return id(self)

    def domain(self, domain_id: str) -> Domain:
        """The domain with this id; raises KeyError if there is none."""
        return {entry.id: entry for entry in self.domains}[domain_id]

    def patterns(self, table: str, name: str) -> tuple[re.Pattern[str], ...]:
        """All compiled patterns called `name` in one table of named patterns ("boilerplate", "damage", …).

        Raises:
            KeyError: No vocabulary has patterns of this name (`generator.pattern_names`).
        """
        found = self._patterns_by_name.get((table, name))
        if found is None and name not in PATTERN_NAMES[table]:
            raise KeyError(f"{table}: {name}")
        return found or ()

    def one_of(self, table: str, name: str) -> re.Pattern[str]:
        """All patterns called `name` in one table as a single one, the first row tried first."""
        return compile_pattern("|".join(pattern.pattern for pattern in self.patterns(table, name)) or "(?!)")

    @functools.cached_property
    def _patterns_by_name(self) -> dict[tuple[str, str], tuple[re.Pattern[str], ...]]:
        found: dict[tuple[str, str], tuple[re.Pattern[str], ...]] = {}
        for table in type(self).model_fields:
            rows = getattr(self, table)
            for row in rows if isinstance(rows, tuple) else ():
                if isinstance(row, NamedPattern):
                    key = (table, row.name)
                    found[key] = (*found.get(key, ()), compile_pattern(row.pattern))
        return found

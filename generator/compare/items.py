"""Items: the provisions of all records in the form in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from operator import add

from generator.compare.cues import (
    Cue,
    Labelled,
    find_cues,
    learn_cues,
    list_cues,
    longest,
    only_conditions,
    only_listed,
)
from generator.compare.folding import Folded, fold, fold_word, folded_text
from generator.compare.matters import (
    SENTENCE,
    Matters,
    find_matters,
    joined_domains,
    titled_domains,
)
from generator.compare.named import HEARD_IN_FIELDS, Spoken, find_names, is_doubtful
from generator.compare.terms import NO_DOMAIN, NamedDomain, Terms, terms_of
from generator.models import ItemRef, PolicyRecord, Principle, Span, Task
from generator.naming import HEARD
from generator.vocabulary import Vocabulary

LONGEST_TITLE = 22
"""Folded characters; what is longer is a sentence that stands for a title, and names more than what it is about."""

CITED_TITLE = re.compile(r"《[^《》]*》")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an item: span in the item's text, folded characters and their bigrams."""

    span: Span
    folded: str

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """The bigrams of the folded characters."""
        return bigrams(self.folded)


@dataclass(frozen=True)
class Item:
    """A provision ready for comparison; what is only folded and cut from its text is made when asked for.

    Attributes:
        ref: Policy and item id.
        kind: "task" (tasks, task groups and safeguards) or "principle".
        has_parts: True for a task group: it stands for the tasks under it too.
        official: False where the text is not the official wording (digest): no verbatim measure.
        primary: Id of the domain it is about, if known.
        secondary: Ids of the domains it also touches, by the record.
        touched: Domain id -> reliable words that touch it, for every domain touched except the primary one.
        heard: The same with every cue, however loose, and those its record names without any: what must not be called
            absent.
        named: Domain id -> words by which it names that, the primary one left out: of the domains touched those that
            the words of a clause together do not speak against, and those that these tell by themselves.
        weighed: Ids of the latter.
        hardly: Ids of the domains in `words` that all words of its clauses do not speak for: it settles nothing about
            them.
        surely: Ids of the domains in `named` that these tell nearly for certain: weak words suffice to name them.
        spoken: Domain id -> the sentences that all words of their clauses say to speak of it, without the primary one.
        doubtful: Whether neither the title nor all words together tell that it is about its primary domain.
        nature: Nature of the primary domain (matter, field, actor), "matter" without one.
        only_naming: Those of the words that touch which are no cues of their domain, but only name it.
        words: Domain id -> folded reliable cues of it that stand in the item, those that say who acts left out, and
            domains that all words of its clauses speak against; of the primary domain all its words.
        several_matters: Whether the primary domain holds more than one matter.
        naming_words: Folded cues of the primary domain that stand in the title.
        named_after: Whether one of them does, or another word by which the domain is named.
        folded_title: The folded title.
        joined: Ids of domains that the title joins to the primary one by short words.
        aspects: Numbers of the aspects of the primary domain that its title or text tells.
        titled_aspects: Those that its title tells, or all where the title tells none.
        same_words: Groups of folded words of the primary domain that mean the same.
        aspect_words: Folded words that tell its aspects, a group for each.
    """

    ref: ItemRef
    kind: str
    has_parts: bool
    official: bool
    title: str
    text: str
    primary: str | None
    secondary: tuple[str, ...]
    touched: dict[str, tuple[str, ...]]
    heard: dict[str, tuple[str, ...]]
    named: dict[str, tuple[str, ...]]
    weighed: frozenset[str]
    doubtful: bool
    nature: str
    only_naming: frozenset[str]
    words: dict[str, tuple[str, ...]]
    several_matters: bool
    naming_words: tuple[str, ...]
    named_after: bool
    folded_title: str
    joined: tuple[str, ...] = ()
    aspects: frozenset[int] = frozenset()
    titled_aspects: frozenset[int] = frozenset()
    same_words: tuple[tuple[str, ...], ...] = ()
    aspect_words: tuple[tuple[str, ...], ...] = ()
    hardly: frozenset[str] = frozenset()
    surely: frozenset[str] = frozenset()
    spoken: dict[str, tuple[Spoken, ...]] = field(default_factory=dict)

    @cached_property
    def folded(self) -> Folded:
        """The folded text."""
        return fold(self.text)

    @cached_property
    def bigrams(self) -> frozenset[str]:
        """The bigrams of the text."""
        return bigrams(self.folded.text)

    @cached_property
    def title_bigrams(self) -> frozenset[str]:
        """The bigrams of the title."""
        return bigrams(self.folded_title)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return split_sentences(self.text)

    @cached_property
    def others(self) -> frozenset[str]:
        """Ids of the domains it touches besides its own, by a reliable word or by its record."""
        return frozenset(self.touched) | frozenset(self.secondary)

    @cached_property
    def heading(self) -> str:
        """The title, if it is one, and not the first sentence of a provision without any (LONGEST_TITLE)."""
        return "" if _is_sentence(self.title, self.folded_title, self.text) else self.title

    @cached_property
    def titled(self) -> tuple[str, ...]:
        """Ids of the domain it is about and of those that the title joins to it."""
        return tuple(dict.fromkeys((*titled_domains(self.heading, self.primary, self.words), *self.joined)))

    @cached_property
    def matters(self) -> Matters:
        """Its main matters and all domains it settles something about."""
        said = [self.text[slice(*sentence.span)] for sentence in self.sentences]
        found = find_matters(self.heading, said, self.primary, self.words, self.nature, self.joined)
        if not self.doubtful:
            return found
        return replace(found, titled=tuple(domain for domain in found.titled if domain != self.primary))

    def __getstate__(self) -> dict[str, object]:
        """Only the fields: the rest is sooner made anew than sent."""
        return {entry.name: self.__dict__[entry.name] for entry in fields(self)}


def _is_sentence(title: str, folded: str, text: str) -> bool:
    """Whether what stands for a title is the first sentence of a provision without any."""
    return len(folded) > LONGEST_TITLE or text.startswith(title)


def bigrams(text: str) -> frozenset[str]:
    """All bigrams of a folded text; a text of one character is its own bigram."""
    return frozenset(map(add, text, text[1:])) if len(text) > 1 else frozenset(text)


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, cut at 。！？； and line ends; pieces without a letter are left out."""
    cut = ((match.span(), folded_text(match.group())) for match in SENTENCE.finditer(text))
    return tuple(Sentence(span, folded) for span, folded in cut if folded)


def make_items(records: Sequence[PolicyRecord], vocabulary: Vocabulary) -> tuple[Item, ...]:
    """Make the items of all records.

    Args:
        records: Records in record order.
        vocabulary: Its domains give the cues of mentions.

    Returns:
        Tasks, then principles, record by record, in the order of the documents.
    """
    cues = list_cues(vocabulary)
    labelled = [label_provisions(record, cues) for record in records]
    reliable = learn_cues([label for labels in labelled for label in labels], cues, vocabulary)
    terms = terms_of(vocabulary)
    return tuple(
        item
        for record, labels in zip(records, labelled, strict=True)
        for item in items_of(record, labels, cues, reliable, terms)
    )


def label_provisions(record: PolicyRecord, cues: Sequence[Cue]) -> tuple[Labelled, ...]:
    """What the cues are learned from: tasks, then principles of one record."""
    provisions: tuple[Task | Principle, ...] = (*record.tasks, *record.principles)
    titles = [fold_word(entry.title) for entry in provisions]
    # What a cited document is called says nothing about what the provision itself is about.
    texts = [CITED_TITLE.sub("", entry.text) for entry in provisions]
    words = [folded_text(entry.title + "\n" + text) for entry, text in zip(provisions, texts, strict=True)]
    found = find_cues(words, cues)
    domains = [_domains(entry) for entry in provisions]
    return tuple(
        Labelled(
            about,
            title,
            numbers,
            only_listed(text, about, numbers, cues),
            only_conditions(title, text, numbers, cues),
        )
        for about, title, numbers, text in zip(domains, titles, found, texts, strict=True)
    )


def _domains(entry: Task | Principle) -> tuple[str, ...]:
    primary = entry.domains.primary
    return (primary.id, *(domain.id for domain in entry.domains.secondary)) if primary else ()


def items_of(
    record: PolicyRecord,
    labels: Sequence[Labelled],
    cues: Sequence[Cue],
    reliable: Collection[int],
    terms: Terms,
) -> tuple[Item, ...]:
    """The items of one record.

    Args:
        record: The record.
        labels: Its provisions as `label_provisions` gives them.
        cues: The cues of the vocabulary.
        reliable: Numbers of the cues that say something about their domain.
        terms: What is known of the vocabulary.

    Returns:
        Tasks, then principles.
    """
    provisions: tuple[Task | Principle, ...] = (*record.tasks, *record.principles)
    return tuple(
        _item(record, entry, label, cues, reliable, terms) for entry, label in zip(provisions, labels, strict=True)
    )


def _item(
    record: PolicyRecord,
    entry: Task | Principle,
    label: Labelled,
    cues: Sequence[Cue],
    reliable: Collection[int],
    terms: Terms,
) -> Item:
    primary = entry.domains.primary.id if entry.domains.primary else None
    secondary = tuple(domain.id for domain in entry.domains.secondary if domain.id != primary)
    own = terms.domains.get(primary or "", NO_DOMAIN)
    said = _words_by_domain(label, primary, cues, reliable, terms.domains)
    told = _aspects(own, label.title + "\n" + folded_text(entry.text)) if own.aspects else frozenset[int]()
    touched = {domain: longest(found) for domain, found in said.touched.items()}
    named_after = any(word in label.title for word in (*own.words, *own.stems))
    heading = "" if _is_sentence(entry.title, label.title, entry.text) else entry.title
    least = HEARD if own.nature == "matter" else HEARD_IN_FIELDS
    names = find_names(touched, primary, terms.namer, heading, entry.text, terms.told_alone, least, terms.acting)
    return Item(
        ref=ItemRef(policy=record.id, item=entry.id),
        kind="principle" if isinstance(entry, Principle) else "task",
        has_parts=isinstance(entry, Task) and entry.kind == "task_group",
        official=record.text_status != "digest",
        title=entry.title,
        text=entry.text,
        primary=primary,
        secondary=secondary,
        touched=touched,
        heard=dict.fromkeys(secondary, ()) | {domain: longest(found) for domain, found in said.heard.items()},
        named=names.words,
        weighed=names.weighed,
        doubtful=not named_after and is_doubtful(primary, terms.teller, heading, entry.text),
        nature=own.nature,
        only_naming=frozenset(cues[number].text for number in label.cues if cues[number].only_names),
        words={domain: tuple(found) for domain, found in said.words.items() if domain not in names.unlikely},
        several_matters=own.several_matters,
        naming_words=tuple(word for word in own.words if word in label.title),
        named_after=named_after,
        folded_title=label.title,
        joined=tuple(d for d in joined_domains(heading, primary, terms.title_words) if d not in names.unlikely),
        aspects=told,
        titled_aspects=_aspects(own, label.title) or told,
        same_words=own.same_words,
        aspect_words=own.aspects,
        hardly=names.hardly & said.words.keys(),
        surely=names.surely & names.words.keys(),
        spoken=names.spoken,
    )


@dataclass(frozen=True)
class _Said:
    """The words of an item by domain, as the fields of `Item` with these names, but as they stand in the cues."""

    touched: dict[str, list[str]] = field(default_factory=dict)
    heard: dict[str, list[str]] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)


def _words_by_domain(
    label: Labelled,
    primary: str | None,
    cues: Sequence[Cue],
    reliable: Collection[int],
    domains: Mapping[str, NamedDomain],
) -> _Said:
    own, said = domains.get(primary or "", NO_DOMAIN), _Said()
    for number in label.cues:
        cue = cues[number]
        acts = domains[cue.domain].nature == "actor"
        if cue.domain == primary or (number in reliable and not acts and not cue.only_names):
            said.words.setdefault(cue.domain, []).append(cue.folded)
        if cue.domain != primary:
            said.heard.setdefault(cue.domain, []).append(cue.text)
            names = number in reliable and not acts and number not in label.conditions
            if names and _may_name(own, domains[cue.domain]):
                said.touched.setdefault(cue.domain, []).append(cue.text)
    return said


def _aspects(own: NamedDomain, folded: str) -> frozenset[int]:
    """Which aspects of a domain a folded text tells."""
    return frozenset(number for number, group in enumerate(own.aspects) if any(word in folded for word in group))


def _may_name(own: NamedDomain, other: NamedDomain) -> bool:
    """Whether a provision of a domain can name another one: a field says of some only what is about itself."""
    return other.named_by_fields or own.nature != "field"

"""Items: the provisions of all records in the form in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from generator.compare.cues import Labelled, LearnedCue, learn_cues, longest
from generator.compare.folding import Folded, fold, fold_word
from generator.models import ItemRef, PolicyRecord, Principle, Span, Task
from generator.vocabulary import Vocabulary

LEVELS = ("national", "province", "prefecture", "county", "unknown")
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*\n?")
CITED_TITLE = re.compile(r"《[^《》]*》")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an item: span in the item's text, folded characters and their bigrams."""

    span: Span
    folded: str
    bigrams: frozenset[str]


@dataclass(frozen=True)
class Item:
    """A provision ready for comparison.

    Attributes:
        ref: Policy and item id.
        kind: "task" (tasks, task groups and safeguards) or "principle".
        has_parts: True for a task group: it stands for the tasks under it too.
        official: False where the text is not the official wording (digest): no verbatim measure.
        primary: Id of the domain it is about, if known.
        secondary: Ids of the domains it also touches, by the record.
        touched: Domain id -> words that touch it, for every domain touched except the primary one: by the record,
            or by a reliable cue.
        heard: The same with every cue, however loose: what must not be called absent.
        naming_words: Folded cues of the primary domain that stand in the title.
        folded: The folded text; `folded_title` the folded title.
        bigrams: Bigrams of the text, `title_bigrams` those of the title.
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
    naming_words: tuple[str, ...]
    folded: Folded
    folded_title: str
    bigrams: frozenset[str]
    title_bigrams: frozenset[str]
    sentences: tuple[Sentence, ...]


def record_order(record: PolicyRecord) -> tuple[int, str, str]:
    """The key that sorts records: level, date of issue (undated last), id."""
    issued = record.issued_on.isoformat() if record.issued_on else "9999-99-99"
    return LEVELS.index(record.jurisdiction.level), issued, record.id


def bigrams(text: str) -> frozenset[str]:
    """All bigrams of a folded text; a text of one character is its own bigram."""
    if len(text) < 2:
        return frozenset(text)
    # A corpus has few bigrams and uses them all the time: each is kept once.
    return frozenset(intern(text[index : index + 2]) for index in range(len(text) - 1))


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text`, cut at 。！？； and line ends; pieces without a letter are left out."""
    found = []
    for match in SENTENCE.finditer(text):
        folded = fold_word(match.group())
        if folded:
            found.append(Sentence(match.span(), folded, bigrams(folded)))
    return tuple(found)


def make_items(records: Sequence[PolicyRecord], vocabulary: Vocabulary) -> tuple[Item, ...]:
    """Make the items of all records.

    Args:
        records: Records in record order.
        vocabulary: Its domains give the cues of mentions.

    Returns:
        Tasks, then principles, record by record, in the order of the documents.
    """
    bare: list[tuple[PolicyRecord, Task | Principle]] = []
    for record in records:
        bare += [(record, task) for task in record.tasks]
        bare += [(record, principle) for principle in record.principles]
    labelled = [_labelled(entry) for _, entry in bare]
    cues = learn_cues(labelled, vocabulary)
    naming = {
        domain.id: tuple(fold_word(text) for text in (domain.name, *(cue.text for cue in domain.cues)))
        for domain in vocabulary.domains
    }
    return tuple(
        _item(record, entry, label, cues, naming.get(label.domains[0], ()) if label.domains else ())
        for (record, entry), label in zip(bare, labelled, strict=True)
    )


def _labelled(entry: Task | Principle) -> Labelled:
    primary = entry.domains.primary
    domains = (primary.id, *(domain.id for domain in entry.domains.secondary)) if primary else ()
    # What a cited document is called says nothing about what the provision itself is about.
    words = fold_word(entry.title + "\n" + CITED_TITLE.sub("", entry.text))
    return Labelled(domains, fold_word(entry.title), words)


def _item(
    record: PolicyRecord,
    entry: Task | Principle,
    label: Labelled,
    cues: Sequence[LearnedCue],
    naming: tuple[str, ...],
) -> Item:
    primary = entry.domains.primary.id if entry.domains.primary else None
    secondary = tuple(domain.id for domain in entry.domains.secondary if domain.id != primary)
    heard: dict[str, list[str]] = {domain: [] for domain in secondary}
    touched: dict[str, list[str]] = {domain: [] for domain in secondary}
    for cue in cues:
        if cue.domain != primary and cue.folded in label.words:
            heard.setdefault(cue.domain, []).append(cue.text)
            if cue.reliable:
                touched.setdefault(cue.domain, []).append(cue.text)
    folded = fold(entry.text)
    return Item(
        ref=ItemRef(policy=record.id, item=entry.id),
        kind="principle" if isinstance(entry, Principle) else "task",
        has_parts=isinstance(entry, Task) and entry.kind == "task_group",
        official=record.text_status != "digest",
        title=entry.title,
        text=entry.text,
        primary=primary,
        secondary=secondary,
        touched={domain: longest(found) for domain, found in touched.items()},
        heard={domain: longest(found) for domain, found in heard.items()},
        naming_words=tuple(word for word in naming if word in label.title),
        folded=folded,
        folded_title=label.title,
        bigrams=bigrams(folded.text),
        title_bigrams=bigrams(label.title),
        sentences=split_sentences(entry.text),
    )

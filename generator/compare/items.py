"""Items: the provisions of all records in the form in which they are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.compare.folding import Folded, fold, fold_word
from generator.models import ItemRef, PolicyRecord, Principle, Span, Task
from generator.vocabulary import Vocabulary

LEVELS = ("national", "province", "prefecture", "county", "unknown")
SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]*\n?")
CITED_TITLE = re.compile(r"《[^《》]*》")
NAMING_CUE_PRECISION = 1 / 3
OTHER_CUE_PRECISION = 1 / 2
"""A cue makes a mention only if at least this share of the items that contain it are about its domain.

A cue that names the domain may be looser than one that only goes with it. Words such as 信用档案 stand in
provisions on everything; that they do is learned from the corpus.
"""


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
        touched: Domain id -> words that touch it; every domain touched except the primary one.
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
    return frozenset(text[index : index + 2] for index in range(len(text) - 1))


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
    bare: list[tuple[PolicyRecord, Task | Principle, str]] = []
    for record in records:
        entries: tuple[Task | Principle, ...] = (*record.tasks, *record.principles)
        for entry in entries:
            # What a cited document is called says nothing about what the provision itself is about.
            bare.append((record, entry, fold_word(entry.title + "\n" + CITED_TITLE.sub("", entry.text))))
    cues = _reliable_cues(bare, vocabulary)
    folded_cues = {
        domain.id: tuple(fold_word(text) for text in (domain.name, *(cue.text for cue in domain.cues)))
        for domain in vocabulary.domains
    }
    return tuple(
        _item(record, entry, cues, words, folded_cues.get(_primary(entry) or "", ())) for record, entry, words in bare
    )


def _primary(entry: Task | Principle) -> str | None:
    return entry.domains.primary.id if entry.domains.primary else None


def _reliable_cues(
    entries: Sequence[tuple[PolicyRecord, Task | Principle, str]], vocabulary: Vocabulary
) -> tuple[tuple[str, str, str], ...]:
    """(domain id, cue, folded cue) of every cue that is worth a mention.

    A cue names its domain if it stands in the domain's name or in the title of a provision about it.
    """
    known = [(_domain_ids(entry), fold_word(entry.title), words) for _, entry, words in entries]
    kept = []
    for domain in vocabulary.domains:
        name = fold_word(domain.name)
        for cue in domain.cues:
            folded = fold_word(cue.text)
            holders = [domains for domains, _, words in known if folded in words]
            about = sum(domain.id in domains for domains in holders)
            names = folded in name or any(folded in title and domains[:1] == [domain.id] for domains, title, _ in known)
            least = NAMING_CUE_PRECISION if names else OTHER_CUE_PRECISION
            if folded and holders and about >= least * len(holders):
                kept.append((domain.id, cue.text, folded))
    return tuple(kept)


def _domain_ids(entry: Task | Principle) -> list[str]:
    """Primary domain first; an entry without one has none at all."""
    if entry.domains.primary is None:
        return []
    return [entry.domains.primary.id, *(domain.id for domain in entry.domains.secondary)]


def _item(
    record: PolicyRecord,
    entry: Task | Principle,
    cues: tuple[tuple[str, str, str], ...],
    words: str,
    naming: tuple[str, ...],
) -> Item:
    primary = _primary(entry)
    secondary = tuple(domain.id for domain in entry.domains.secondary if domain.id != primary)
    touched: dict[str, list[str]] = {domain: [] for domain in secondary}
    for domain_id, cue, folded_cue in cues:
        if domain_id != primary and folded_cue in words:
            touched.setdefault(domain_id, []).append(cue)
    folded, folded_title = fold(entry.text), fold_word(entry.title)
    return Item(
        ref=ItemRef(policy=record.id, item=entry.id),
        kind="principle" if isinstance(entry, Principle) else "task",
        has_parts=isinstance(entry, Task) and entry.kind == "task_group",
        official=record.text_status != "digest",
        title=entry.title,
        text=entry.text,
        primary=primary,
        secondary=secondary,
        touched={domain: _longest(found) for domain, found in touched.items()},
        naming_words=tuple(word for word in naming if word in folded_title),
        folded=folded,
        folded_title=folded_title,
        bigrams=bigrams(folded.text),
        title_bigrams=bigrams(folded_title),
        sentences=split_sentences(entry.text),
    )


def _longest(cues: list[str]) -> tuple[str, ...]:
    """The cues without those that are part of another one (践诺 in 守信践诺)."""
    return tuple(cue for cue in cues if not any(cue != other and cue in other for other in cues))

"""Coverage matrix (覆盖矩阵), gaps and local additions: what each policy says about each domain, and why we say so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.compare.folding import fold_word, folded_text
from generator.compare.items import Item
from generator.compare.sentences_on import said_of, sentences_on
from generator.models import Addition, Cell, CellState, Gap, PolicyRecord
from generator.telling import teller
from generator.vocabulary import Domain, Vocabulary

NOT_WHOLE = {
    "digest": "现有文本为摘编，并非全文，未见不等于没有",
    "interpretation": "现有文本为官方解读，并非文件全文，未见不等于没有",
    "template": "现有文本为截断的范本，并非全文，未见不等于没有",
}
"""Kinds of text in which a missing clause proves nothing, with the reason shown."""

NO_SUCH_HEADING = "没有以此为标题的条文；这一领域只是其他文件的一个标题（自拟领域），是否写在别的标题下，请看条文对应。"
"""A domain that no vocabulary has is called by a heading: other documents write of the same under other headings."""

CUES_SHOWN = 3

SHOWN = 40
"""Characters of a sentence shown as a reason."""


Words = dict[str, tuple[str, ...]]
"""Item id -> words that touch a domain."""


@dataclass(frozen=True)
class Coverage:
    """The matrix and what follows from it."""

    cells: tuple[Cell, ...]
    gaps: tuple[Gap, ...]
    additions: tuple[Addition, ...]


@dataclass(frozen=True)
class _Policy:
    """One policy with its items by domain, sorted out once for all domains."""

    record: PolicyRecord
    items: Sequence[Item]
    vocabulary: Vocabulary
    is_baseline: bool

    @cached_property
    def about(self) -> Mapping[str, Sequence[Item]]:
        """Domain id -> the items of which it is the primary one, or that name it in their title beside that."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            for domain in item.titled:
                found[domain].append(item)
        return found

    @cached_property
    def settled(self) -> Mapping[str, Sequence[Item]]:
        """Domain id -> the items on something else that settle something about it (`matters`)."""
        found: defaultdict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            for domain in item.matters.settled:
                found[domain].append(item)
        return found

    @cached_property
    def sentences(self) -> Mapping[str, Mapping[str, str]]:
        """Domain id -> the items on something else that say something about it in a sentence, with the sentence.

        Only of domains that no item is about.
        """
        every = self.vocabulary.domains
        asked = {domain.id for domain in every if domain.nature != "actor"} - self.about.keys()
        tells = teller(self.vocabulary)
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for item in self.items:
            for domain, sentence in sentences_on(item, asked, tells).items():
                found[domain][item.ref.item] = sentence
        return found

    @cached_property
    def touched(self) -> Mapping[str, Words]:
        """Domain id -> the items that touch it by a reliable word."""
        return _by_domain((item.ref.item, item.touched) for item in self.items)

    @cached_property
    def heard(self) -> Mapping[str, Words]:
        """Domain id -> the items that touch it by any word."""
        return _by_domain((item.ref.item, item.heard) for item in self.items)

    @cached_property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Titles and folded texts of the parts that oblige nobody; a background tells of other documents."""
        own = [section for section in self.record.sections if section.role != "background"]
        parts = [("引言", self.record.preamble.text), *((section.title, section.text) for section in own)]
        parts.append(("结尾", self.record.closing.text))
        return tuple((title, folded_text(text)) for title, text in parts if text)

    @cached_property
    def whole(self) -> str:
        """All these texts."""
        return "\n".join(text for _, text in self.parts)


def _by_domain(items: Iterable[tuple[str, Mapping[str, tuple[str, ...]]]]) -> Mapping[str, Words]:
    found: defaultdict[str, Words] = defaultdict(dict)
    for item, words in items:
        for domain, said in words.items():
            found[domain][item] = said
    return found


def measure_coverage(
    records: Sequence[PolicyRecord], items: Sequence[Item], vocabulary: Vocabulary, baseline: str | None
) -> Coverage:
    """Fill the matrix: one cell for each domain and policy, domains in the order of the vocabulary.

    A domain is present if an item has it as primary domain or is named after it beside that one (政府采购和招标投标),
    also if items on something else settle something about it or have a sentence on it (`Cell.within`); mentioned if
    items only touch it, by however loose a word; otherwise it is absent where the text is whole (full text or draft)
    and unknown where it is not, or where the domain is only a heading of another document. The baseline also has every
    domain that the vocabulary maps to one of its items.

    Args:
        records: Records in record order.
        items: Their items.
        vocabulary: Domains with their baseline items.
        baseline: Id of the baseline among the records, or None.

    Returns:
        Cells; gaps of each policy against the baseline; additions to it.
    """
    by_policy: dict[str, list[Item]] = {record.id: [] for record in records}
    for item in items:
        by_policy[item.ref.policy].append(item)
    national = next((record for record in records if record.id == baseline), None)
    base = None if national is None else cover_baseline(national, by_policy[national.id], vocabulary)
    each = [cover(record, by_policy[record.id], vocabulary, base) for record in records]
    return Coverage(
        tuple(cell for row in zip(*(found.cells for found in each), strict=True) for cell in row),
        tuple(gap for found in each for gap in found.gaps),
        tuple(addition for found in each for addition in found.additions),
    )


def cover_baseline(record: PolicyRecord, items: Sequence[Item], vocabulary: Vocabulary) -> Mapping[str, Cell]:
    """The baseline's cells by domain."""
    policy = _Policy(record, items, vocabulary, is_baseline=True)
    return {domain.id: _cell(policy, domain) for domain in vocabulary.domains}


def cover(
    record: PolicyRecord, items: Sequence[Item], vocabulary: Vocabulary, baseline: Mapping[str, Cell] | None
) -> Coverage:
    """One policy's part of the matrix, see `measure_coverage`.

    Args:
        record: The record.
        items: Its items.
        vocabulary: Domains with their baseline items.
        baseline: The baseline's cells by domain, or None if it is not in the corpus.

    Returns:
        Its cells in the order of the vocabulary, gaps and additions.
    """
    is_baseline = baseline is not None and any(cell.policy == record.id for cell in baseline.values())
    policy = _Policy(record, items, vocabulary, is_baseline)
    cells = tuple(_cell(policy, domain) for domain in vocabulary.domains)
    if baseline is None or is_baseline:
        return Coverage(cells, (), ())
    gaps, additions = [], []
    for cell in cells:
        national = baseline[cell.domain]
        if national.state == "present" and cell.state in ("absent", "mentioned", "unknown"):
            gaps.append(Gap(policy=record.id, domain=cell.domain, baseline_items=national.items, state=cell.state))
        if national.state != "present" and cell.state == "present":
            additions.append(Addition(policy=record.id, domain=cell.domain, items=cell.items))
    return Coverage(cells, tuple(gaps), tuple(additions))


def _cell(policy: _Policy, domain: Domain) -> Cell:
    about = policy.about.get(domain.id, ())
    mapped: list[Item] = []
    if policy.is_baseline:
        mapped = [item for item in policy.items if item.ref.item in domain.national_items and item not in about]
    # Loose words are no mention worth listing, but where they stand nobody may say that there is nothing.
    told = () if about or mapped else _within(policy, domain)
    own = (*about, *mapped, *told)
    touching = _without(policy.touched.get(domain.id, {}), own) or _without(policy.heard.get(domain.id, {}), own)
    if told:
        state, reason = "present", _said_within(policy, domain, told)
    else:
        state, reason = _state(policy, domain, about, bool(mapped), touching)
    return Cell(
        domain=domain.id,
        policy=policy.record.id,
        state=state,
        items=tuple(item.ref.item for item in own),
        mentions=tuple(touching),
        within=bool(told),
        sentences=tuple(said_of(item, domain.id) for item in told),
        reason=reason,
    )


def _within(policy: _Policy, domain: Domain) -> Sequence[Item]:
    """The items on something else in which the document says what it has to say about a domain.

    They settle something about it, or have a sentence on it; or the document is about those who act (街道乡镇), and
    they name these.
    """
    if domain.nature != "actor":
        settled = {item.ref.item for item in policy.settled.get(domain.id, ())}
        said = policy.sentences.get(domain.id, {})
        return [item for item in policy.items if item.ref.item in settled or item.ref.item in said]
    if _named_in_title(policy, domain) is None:
        return ()
    named = policy.heard.get(domain.id, {})
    return [item for item in policy.items if item.ref.item in named]


def _named_in_title(policy: _Policy, domain: Domain) -> str | None:
    """The longest cue of a domain in the title of the document, None if there is none."""
    title = fold_word(policy.record.title)
    found = [cue.text for cue in domain.cues if fold_word(cue.text) in title]
    return max(found, key=lambda word: (len(word), word), default=None)


def _said_within(policy: _Policy, domain: Domain, items: Sequence[Item]) -> str:
    if domain.nature == "actor":
        return f"整份文件以“{_named_in_title(policy, domain)}”为对象，有{len(items)}项条文写明。"
    words = list(dict.fromkeys(word for item in items for word in item.heard.get(domain.id, ())))[:CUES_SHOWN]
    words = words or [_begun(said) for said in policy.sentences.get(domain.id, {}).values()][:1]
    cited = f"（{'、'.join(f'“{word}”' for word in words)}）" if words else ""
    return f"没有专门条文，写在{len(items)}项其他条文中{cited}。"


def _begun(sentence: str) -> str:
    """The beginning of a sentence, as a reason shows it."""
    return sentence.rstrip("。；;") if len(sentence) <= SHOWN else sentence[:SHOWN] + "……"


def _without(words: Words, items: Sequence[Item]) -> Words:
    left_out = {item.ref.item for item in items}
    return {item: said for item, said in words.items() if item not in left_out} if left_out else words


def _state(
    policy: _Policy, domain: Domain, about: Sequence[Item], mapped: bool, touching: Words
) -> tuple[CellState, str]:
    record = policy.record
    if not policy.items:
        return "not_parsed", "未能从该文件中识别出任务或原则条文，无法判断。"
    if about:
        tasks = sum(item.kind == "task" for item in about)
        principles = len(about) - tasks
        counts = [f"{tasks}项条文" if tasks else "", f"{principles}条基本原则" if principles else ""]
        only = "" if tasks else "，仅见于基本原则"
        return "present", f"有{'、'.join(filter(None, counts))}以“{domain.name}”为主要内容{only}。"
    if mapped:
        return "present", f"词表将“{domain.name}”对应到该文件{domain.national_clause or '的有关条款'}。"
    if touching:
        words = list(dict.fromkeys(word for found in touching.values() for word in found))[:CUES_SHOWN]
        cited = f"（{'、'.join(f'“{word}”' for word in words)}）" if words else ""
        return "mentioned", f"没有专门条文，有{len(touching)}处条文提及{cited}。"
    passing = _in_passing(policy, domain)
    if passing is not None:
        return "mentioned", f"没有条文涉及，只在“{passing[0]}”中提到“{passing[1]}”。"
    if record.text_status in NOT_WHOLE:
        return "unknown", f"{NOT_WHOLE[record.text_status]}。"
    if domain.derived:
        return "unknown", NO_SUCH_HEADING
    draft = "征求意见稿" if record.text_status == "draft" else "文件"
    return "absent", f"{draft}全文已解析，没有条文涉及“{domain.name}”。"


def _in_passing(policy: _Policy, domain: Domain) -> tuple[str, str] | None:
    """Where a part that obliges nobody (引言、总体要求) names the domain: the part's title, and the longest word.

    Words of two characters (横向) mean too many things there.
    """
    held = ((cue.text, fold_word(cue.text)) for cue in domain.cues if len(cue.text) > 2)
    found = {word: folded for word, folded in held if folded in policy.whole}
    words = sorted(found, key=lambda word: (-len(word), word))
    return next(((title, word) for word in words for title, text in policy.parts if found[word] in text), None)

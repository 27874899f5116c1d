"""What every check is given: the draft, the documents held, and how to name and to link their provisions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.drafting.report import Finding, Part, Passage, Spot, Urgency
from generator.models import Comparison, ItemRef, PolicyRecord, Principle, Section, Span, Task
from generator.render.duties import deadlines_said
from generator.render.index import Index
from generator.render.wording import FROM_HEADING
from generator.span_index import SpanIndex
from generator.vocabulary import Vocabulary

ENDS = "。；;！!？?\n\t"
LONGEST_PASSAGE = 90
ARTICLE = re.compile("第[^第条]{1,6}条(?:之.{1,2})?")
"""The number of an article."""

READ_BLOCKS = frozenset({"heading", "body", "clause", "annex"})


@dataclass(frozen=True)
class Desk:
    """The drafter's desk.

    Attributes:
        draft: The draft's record; `source` is the text that its spans count into.
        records: All documents held, in record order; `index` knows those compared, `comparison` is among these.
        peers: Ids of the documents chosen to compare with, in record order, without the baseline.
        baseline: Id of the national guideline, if it is held and not the draft itself.
        as_of: The day of the check.
        asked: Whether the user chose the documents to compare with.
        site: Address of the site with a slash at the end, "" for none.
        held: Look-ups over all documents held.
    """

    draft: PolicyRecord
    source: str
    records: tuple[PolicyRecord, ...]
    comparison: Comparison
    vocabulary: Vocabulary
    index: Index
    peers: tuple[str, ...]
    baseline: str | None
    as_of: datetime.date
    held: Index
    asked: bool = False
    site: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        """Baseline and peers."""
        return (*((self.baseline,) if self.baseline else ()), *self.peers)

    @property
    def is_account(self) -> bool:
        """Whether the draft explains another document (政策解读) or tells what was done (总结): it gives no tasks."""
        return any(kind.name == self.draft.document_type and not kind.orders for kind in self.vocabulary.document_types)

    @property
    def articles(self) -> tuple[Section, ...]:
        """The articles (第…条) of a draft that is one of rules (办法、规定), and gives no tasks item by item."""
        return tuple(section for section in self.draft.sections if ARTICLE.fullmatch(section.number))

    @property
    def asks_for_duties(self) -> bool:
        """Whether every task of the draft has to say who does it and by when."""
        return not self.is_account and not self.articles

    def line(self, offset: int) -> int:
        """The 1-based line of an offset into the source."""
        return self.source.count("\n", 0, offset) + 1

    def spot(self, offset: int) -> Spot:
        """Where an offset of the source stands."""
        return Spot(line=self.line(offset), where=self._where(offset))

    def _where(self, offset: int) -> str:
        owner = self._provisions.at(offset) or self._opened_at(offset) or self._sections.at(offset)
        if owner is not None:
            return self.index.number(self.draft.id, owner)
        if _within(offset, self.draft.closing.spans):
            return "结尾"
        # Of a text without numbers some paragraphs may stand behind those that are provisions.
        opened = any(item.title_span[0] < offset for item in self.index.items(self.draft.id))
        return "引言" if _within(offset, self.draft.preamble.spans) and not opened else ""

    @cached_property
    def _provisions(self) -> SpanIndex[str]:
        """Ids of tasks, principles and rows by their passages."""
        draft = self.draft
        found = [(span, one.id) for one in draft.tasks for span in (one.title_span, *one.spans, *one.clause_spans)]
        found += [(span, one.id) for one in draft.principles for span in (one.title_span, *one.spans)]
        return SpanIndex((*found, *((row.span, row.id) for row in draft.annex_rows)))

    @cached_property
    def _sections(self) -> SpanIndex[str]:
        return SpanIndex((span, one.id) for one in self.draft.sections for span in (one.span, *one.spans))

    def _opened_at(self, offset: int) -> str | None:
        """Id of the provision whose number stands there: before its title, on the same line."""
        end = self.source.find("\n", offset)
        last = end if end >= 0 else len(self.source)
        items = self.index.items(self.draft.id)
        return next((item.id for item in items if offset < item.title_span[0] <= last), None)

    def read_spans(self) -> tuple[Span, ...]:
        """The passages that are the document itself, in text order; not the boilerplate of pages, nor a second copy."""
        return tuple(block.span for block in self.draft.blocks if block.kind in READ_BLOCKS)

    def words(self, name: str) -> re.Pattern[str]:
        """What the vocabulary holds for drafts under a name (drafting_words.yaml, drafting_patterns)."""
        return self.vocabulary.one_of("drafting_patterns", name)

    def words_for_below(self) -> tuple[Span, ...]:
        """Where the draft speaks of counties and districts below (各县区), as a prefecture does."""
        patterns = self.vocabulary.patterns("leftover_words", "levels_below_prefecture")
        spans = self.read_spans()
        return tuple(match.span() for p in patterns for span in spans for match in p.finditer(self.source, *span))

    def sentence(self, span: Span) -> str:
        """The sentence around a passage of the source, cut to a length that can be read at a glance."""
        start = max((self.source.rfind(mark, 0, span[0]) for mark in ENDS), default=-1) + 1
        found = [end for mark in ENDS if (end := self.source.find(mark, span[1])) >= 0]
        end = min(found, default=len(self.source) - 1) + 1
        shown = min(span[1], span[0] + LONGEST_PASSAGE)
        first, last = max(start, span[0] - LONGEST_PASSAGE // 2), min(end, shown + LONGEST_PASSAGE // 2)
        text = self.source[first:last].strip()
        return f"{'…' if first > start else ''}{text}{'…' if last < end else ''}"

    def finding(
        self, part: Part, code: str, urgency: Urgency, span: Span, message: str, advice: str, passage: str | None = None
    ) -> Finding:
        """A finding at a passage of the source; the sentence around it is shown unless `passage` is given."""
        shown = self.sentence(span) if passage is None else passage
        spot = self.spot(span[0])
        return Finding(part=part, code=code, urgency=urgency, spot=spot, passage=shown, message=message, advice=advice)

    def passage(self, ref: ItemRef) -> Passage:
        """A provision of a document held."""
        item = self.index.item(ref.policy, ref.item)
        return Passage(
            policy=ref.policy,
            item=ref.item,
            label=self.index.label(ref.policy, ref.item),
            title=item.title,
            text=item.text,
            units=self._units(ref.policy, item),
            deadlines="；".join(deadlines_said(self.index.record(ref.policy), item)),
            digest=self.index.is_digest(ref.policy),
            href=self.href(f"policies/{ref.policy}.html#{ref.item}"),
        )

    def _units(self, policy: str, item: Task | Principle) -> str:
        if not isinstance(item, Task):
            return ""
        names = {"lead": "牵头", "cooperate": "配合", "responsible": "责任"}
        above = self.index.units_above(policy, item)
        groups = self.index.units_by_role(item.units or above)
        mark = FROM_HEADING if above else ""
        return mark + "；".join(f"{names[role]}：{'、'.join(unit.raw for unit in units)}" for role, units in groups)

    def href(self, path: str) -> str:
        """An address on the site, "" where none was given."""
        return f"{self.site}{path}" if self.site else ""


def merged(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings that say the very same of several places become one, at the first of them."""
    kept: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        kept.setdefault((finding.code, finding.message, finding.advice), []).append(finding)
    return tuple(
        group[0].model_copy(update={"others": (*group[0].others, *dict.fromkeys(entry.spot for entry in group[1:]))})
        for group in kept.values()
    )


def _within(offset: int, spans: Sequence[Span]) -> bool:
    return any(start <= offset < end for start, end in spans)

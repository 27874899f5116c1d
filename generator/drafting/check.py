"""Check a draft (核稿) against the national guideline and the peers held."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from generator.asked_for import id_asked_for, names_of_documents, not_told, other_names
from generator.drafting.annexes import annex_findings, column_findings
from generator.drafting.citations import citation_findings
from generator.drafting.desk import Desk
from generator.drafting.editions import earlier_edition, said_of
from generator.drafting.faults import fault_findings, leftover_findings
from generator.drafting.gaps import missing_clauses, missing_domains
from generator.drafting.itself import self_findings
from generator.drafting.peers import choose_peers
from generator.drafting.remarks import is_other_matter, remarks
from generator.drafting.report import Compared, DraftReport
from generator.drafting.shared import overlap
from generator.drafting.strangers import stranger_findings
from generator.drafting.tasks import (
    annex_limits,
    passed_deadlines,
    passed_effect,
    passed_validity,
    task_findings,
    unit_findings,
)
from generator.drafting.two_names import name_findings
from generator.drafting.wording import vague_words
from generator.models import Comparison, PolicyRecord
from generator.pipeline import Corpus, Stock, compare_corpus, with_draft
from generator.problems import PolicykbError, Problem
from generator.read import unread_pictures, unsettled
from generator.render import SiteInput
from generator.render.environment import index_of
from generator.render.personal_data import Mask, mask_for
from generator.render.wording import STATUSES


def check_draft(
    stock: Stock, file: Path, against: Sequence[str] = (), *, as_of: datetime.date, site: str = ""
) -> DraftReport:
    """Compare a draft with the documents held; nothing is written.

    Args:
        stock: The documents held (`generator.pipeline.read_stock`); any number of drafts can be checked with them.
        file: The draft, in any format that can be read.
        against: Peers to compare with, by id or short name of the place, the baseline besides; all if empty.
        as_of: The day by which bodies named in a draft without date are judged.
        site: Address of the site that links lead into, "" for a report without links.

    Returns:
        The report. Personal data is left out of what it quotes.

    Raises:
        PolicykbError: The file is unusable (the reader's codes), or an id of `against` is not held (policy_unknown).
    """
    corpus, draft_id = with_draft(stock, file)
    against = _known(against, corpus, draft_id, (entry.policy_id for entry in stock.documents))
    held = {record.id for record in corpus.records}
    left_out = tuple(entry.policy_id for entry in stock.documents if entry.policy_id not in held)
    compared = _compared_with(corpus, draft_id, against)
    desk, hide = _desk(corpus, compared, draft_id, against, as_of, f"{site.rstrip('/')}/" if site else "")
    report = _report(desk, str(file), as_of, left_out)
    report = report.model_copy(update={"remarks": (*_of_file(file), *report.remarks)})
    return DraftReport.model_validate(hide.tree(report.model_dump(mode="json")))


def _of_file(file: Path) -> Iterator[str]:
    """What a reader must know of a Word file beside its text."""
    pictures = unread_pictures(file, str(file))
    if pictures:
        yield f"文件里有{pictures}幅大图，图中的文字没有读，也没有核对；是扫描页、图片表格的，请先识别成文字"
    tracked, comments = unsettled(file, str(file))
    left = ["修订没有接受或拒绝"] * tracked + [f"批注{comments}条"] * bool(comments)
    if left:
        yield f"文件里还有{'、'.join(left)}；报告按接受全部修订后的文字核对，批注没有读，定稿前请处理"


def _known(against: Sequence[str], corpus: Corpus, draft_id: str, held: Iterable[str]) -> tuple[str, ...]:
    """The ids of the documents to compare with, which may be named by their places."""
    others = tuple(record for record in corpus.records if record.id != draft_id)
    names = {**dict.fromkeys(sorted(held), ""), **names_of_documents(others, corpus.vocabulary)}
    also = other_names(others)
    found = {policy: id_asked_for(policy, names, also) for policy in against}
    unknown = [policy for policy, known in found.items() if known is None]
    if unknown:
        message = f"库中{not_told(unknown, '文件', names, also)}"
        raise PolicykbError(Problem(path="policies", line=0, code="policy_unknown", message=message))
    return tuple(known for known in found.values() if known is not None)


def _compared_with(corpus: Corpus, draft_id: str, against: Sequence[str]) -> Corpus:
    """The draft and the documents that it is compared with."""
    draft = next(record for record in corpus.records if record.id == draft_id)
    chosen = choose_peers(draft, corpus.records, corpus.sources, corpus.vocabulary, against)
    return replace(corpus, records=tuple(record for record in corpus.records if record.id in {*chosen, draft_id}))


def _desk(
    corpus: Corpus, compared: Corpus, draft_id: str, against: Sequence[str], as_of: datetime.date, site: str
) -> tuple[Desk, Mask]:
    comparison = compare_corpus(compared, as_of, (draft_id,))
    everything = SiteInput(corpus.records, corpus.sources, Comparison(baseline=None), corpus.vocabulary)
    # Names are those on the site: a place may have several documents of which one is compared, the draft is not there.
    published = replace(everything, records=tuple(record for record in corpus.records if record.id != draft_id))
    content = replace(everything, records=compared.records, comparison=comparison, whole=published)
    baseline = comparison.baseline
    peers = [record.id for record in compared.records if record.id not in (draft_id, baseline)]
    masks = (mask_for(record, content).words for record in compared.records)
    desk = Desk(
        draft=next(record for record in compared.records if record.id == draft_id),
        source=corpus.sources[draft_id],
        records=corpus.records,
        comparison=comparison,
        vocabulary=corpus.vocabulary,
        index=index_of(content),
        peers=tuple(peer for peer in peers if not against or peer in against),
        baseline=baseline,
        as_of=as_of,
        asked=bool(against),
        site=site,
        held=index_of(replace(everything, whole=published)),
    )
    return desk, Mask(frozenset().union(*masks))


def _report(desk: Desk, file: str, as_of: datetime.date, left_out: tuple[str, ...]) -> DraftReport:
    draft = desk.draft
    alike = overlap(desk)
    edition = earlier_edition(desk, alike)
    if edition is not None and not desk.asked:
        alike = overlap(desk, edition.policy)
    elsewhere = is_other_matter(desk) and not desk.asked
    present = {cell.domain for cell in desk.comparison.cells if cell.policy == draft.id and cell.shown == "present"}
    theirs = {cell.domain for cell in desk.comparison.cells if cell.policy in desk.others and cell.shown == "present"}
    return DraftReport(
        file=file,
        title=draft.title,
        place=draft.jurisdiction.name if draft.jurisdiction.level != "unknown" else "",
        as_of=draft.issued_on or as_of,
        counts=_counts(draft),
        compared=tuple(_compared(desk, policy) for policy in desk.others),
        chosen_from=0 if desk.asked or len(desk.records) - 1 == len(desk.others) else len(desk.records) - 1,
        left_out=left_out,
        remarks=(*((said_of(edition, file, asked=desk.asked),) if edition else ()), *remarks(desk)),
        edition=edition,
        provisions=len(draft.principles) + len(draft.tasks),
        findings=(
            *leftover_findings(desk),
            *stranger_findings(desk),
            *citation_findings(desk),
            *self_findings(desk),
            *fault_findings(desk),
            *unit_findings(desk),
            *name_findings(desk),
            *task_findings(desk),
            *passed_deadlines(desk),
            *passed_validity(desk),
            *passed_effect(desk),
            *annex_limits(desk),
            *annex_findings(desk),
            *column_findings(desk),
        ),
        other_matter=elsewhere,
        missing=() if elsewhere else missing_domains(desk),
        missing_clauses=() if elsewhere else missing_clauses(desk),
        domains_present=len(present),
        domains_total=len(present | theirs),
        own_share=alike.own,
        shares=alike.shares,
        shared=alike.passages,
        vague=vague_words(desk),
    )


def _counts(draft: PolicyRecord) -> dict[str, int]:
    return {
        "基本原则": len(draft.principles),
        "任务": len(draft.tasks),
        "责任单位": sum(len(task.units) for task in draft.tasks),
        "附表": len(draft.annex_rows),
        "引用文件": len(draft.citations),
    }


def _compared(desk: Desk, policy: str) -> Compared:
    record = desk.index.record(policy)
    return Compared(
        policy=policy,
        name=desk.index.short(policy),
        title=record.title,
        doc_number=record.doc_number,
        status=STATUSES[record.text_status],
        is_baseline=policy == desk.baseline,
        href=desk.href(f"policies/{policy}.html"),
    )

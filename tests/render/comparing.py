"""A small corpus made by hand: a digest, a full text, an interpretation and a draft, compared by hand."""

from __future__ import annotations

from generator.models import (
    Cell,
    CellState,
    Comparison,
    Deadline,
    Difference,
    DifferenceOperation,
    DomainRef,
    Domains,
    Evidence,
    ItemRef,
    ItemReuse,
    Jurisdiction,
    Link,
    LinkType,
    PairSummary,
    PolicyRecord,
    Principle,
    ReusedRun,
    SourceFile,
    Task,
    Unit,
)
from generator.models.kinds import Level
from generator.models.source import TextStatus
from generator.render.site import SiteInput
from generator.vocabulary import Cue, Domain, DomainGroup, Place, Vocabulary
from tests.render.every import every_page

BASE, FULL, SECOND, DRAFT = "base-2016", "alpha-2017-1", "beta-2018-jd", "gamma-2019-draft"
HOSTILE = "<script>alert(1)</script>{{ 7*7 }} *强调* [链接](x)"


def ref(policy: str, item: str) -> ItemRef:
    return ItemRef(policy=policy, item=item)


def task(item_id: str, title: str, text: str, domain: str, *units: Unit, **more: object) -> Task:
    return Task.model_validate(
        {
            "id": item_id,
            "number": "(一)",
            "kind": "task",
            "title": title,
            "path": ("二、主要任务",),
            "text": text,
            "lines": (1,),
            "spans": ((0, len(text)),) if text else (),
            "paragraph_starts": (0,) if text else (),
            "title_span": (0, 1),
            "domains": Domains(primary=DomainRef(id=domain, name=domain)),
            "units": units,
            **more,
        }
    )


def principle(item_id: str, title: str, text: str, domain: str) -> Principle:
    return Principle(
        id=item_id,
        number="1",
        title=title,
        text=text,
        lines=(1,),
        spans=((0, len(text)),),
        paragraph_starts=(0,),
        title_span=(0, 1),
        domains=Domains(primary=DomainRef(id=domain, name=domain)),
    )


def record(policy: str, place: str, level: Level, status: TextStatus, **parts: object) -> PolicyRecord:
    return PolicyRecord.model_validate(
        {
            "id": policy,
            "title": f"{place}文件",
            "document_type": "实施方案",
            "text_status": status,
            "jurisdiction": Jurisdiction(id=place, name=place, level=level),
            "source": SourceFile(file="source.txt", sha256="0" * 64, chars=1000),
            **parts,
        }
    )


def link(one: ItemRef, other: ItemRef, kind: LinkType, score: float, **evidence: object) -> Link:
    return Link(from_=one, to=other, type=kind, score=score, evidence=Evidence.model_validate(evidence))


def cell(domain: str, policy: str, state: CellState, *items: str, mentions: tuple[str, ...] = ()) -> Cell:
    return Cell(domain=domain, policy=policy, state=state, items=items, mentions=mentions, reason=f"{policy}的理由。")


RECORDS = (
    record(
        BASE,
        "guojia",
        "national",
        "digest",
        principles=(principle("p-1", "依法", "坚持依法办事。", "law"),),
        tasks=(task("t-1", "采购", "监督采购人履约。", "buying"), task("t-2", "债务", "控制债务。", "debt")),
    ),
    record(
        FULL,
        "alpha",
        "prefecture",
        "full",
        tasks=(
            task(
                "t-1",
                "采购",
                "建立采购责任制。公开采购信息,接受监督。",
                "buying",
                Unit(raw="财政局", role="lead", role_label="牵头单位", kind="named", span=(0, 3)),
                deadlines=(Deadline(raw="2018年底前", type="deadline", date="2018-12-31", span=(0, 7)),),
            ),
            task("t-2", HOSTILE, HOSTILE, "buying"),
        ),
    ),
    record(SECOND, "beta", "province", "interpretation", tasks=(task("t-1", "采购", "", "buying"),)),
    record(
        DRAFT,
        "gamma",
        "county",
        "draft",
        principles=(principle("p-1", "守法", "坚持依法办事,诚实守信。", "law"),),
        tasks=(
            task("t-1", "采购", "健全采购责任制。公开采购信息，接受监督。", "buying"),
            task("t-2", "宣传", "宣传诚信文化。对采购活动开展评估。", "culture"),
        ),
    ),
)

DIFFERENCE = Difference(
    base=ref(FULL, "t-1"),
    other=ref(DRAFT, "t-1"),
    operations=(
        DifferenceOperation(op="delete", text="建立"),
        DifferenceOperation(op="insert", text="健全"),
        DifferenceOperation(op="equal", text="采购责任制。公开采购信息,接受监督。"),
    ),
)


def reused(policy: str, run: str, other: ItemRef) -> ItemReuse:
    """Twelve of the twenty characters of a first task, which another provision has too."""
    runs = (ReusedRun(text=run, span=(8, 20), others=(other,)),)
    return ItemReuse(policy=policy, item="t-1", chars=20, shared_chars=12, share=0.6, runs=runs)


def coverage() -> tuple[Cell, ...]:
    """The matrix of the three domains."""
    return (
        cell("buying", BASE, "present", "t-1"),
        cell("buying", FULL, "present", "t-1", "t-2"),
        cell("buying", SECOND, "present", "t-1"),
        cell("buying", DRAFT, "present", "t-1", mentions=("t-2",)),
        cell("debt", BASE, "present", "t-2"),
        cell("debt", FULL, "absent"),
        cell("debt", SECOND, "unknown"),
        cell("debt", DRAFT, "absent"),
        cell("culture", BASE, "unknown"),
        cell("culture", FULL, "absent"),
        cell("culture", SECOND, "unknown"),
        cell("culture", DRAFT, "present", "t-2"),
    )


def comparison() -> Comparison:
    full, draft, base = ref(FULL, "t-1"), ref(DRAFT, "t-1"), ref(BASE, "t-1")
    return Comparison(
        baseline=BASE,
        links=(
            link(full, draft, "same", 0.9, similarity=0.8, title_words=("采购",)),
            link(draft, full, "same", 0.9, similarity=0.8, title_words=("采购",)),
            link(base, full, "partial", 0.4),
            link(full, base, "partial", 0.4),
            link(base, ref(DRAFT, "t-2"), "mention", 0.1, domains=("buying",), cues=("采购活动",)),
            link(ref(BASE, "p-1"), ref(DRAFT, "p-1"), "same", 0.7),
            link(ref(DRAFT, "p-1"), ref(BASE, "p-1"), "same", 0.7),
        ),
        cells=coverage(),
        item_reuse=(reused(FULL, "公开采购信息,接受监督。", draft), reused(DRAFT, "公开采购信息，接受监督。", full)),
        differences=(DIFFERENCE,),
        pairs=(
            PairSummary(
                a=FULL,
                b=DRAFT,
                same=1,
                partial=0,
                mention=0,
                only_a=("t-2",),
                only_b=("t-2",),
                verbatim_a=0.6,
                verbatim_b=0.4,
            ),
        ),
    )


def vocabulary() -> Vocabulary:
    """Three domains and four places; everything that rendering does not ask for is empty."""
    domains = tuple(
        Domain(
            id=name,
            code=name.upper(),
            name=shown,
            group="all",
            definition=f"{shown}的规定。",
            cues=(Cue(text=shown, examples=(shown,)),),
            national_items=items,
        )
        for name, shown, items in (
            ("buying", "采购", ("t-1",)),
            ("debt", "债务", ("t-2",)),
            ("culture", "诚信文化", ()),
            ("law", "依法", ("p-1",)),
        )
    )
    places = tuple(
        Place(id=name, name=name, short=short, level=level, hue=hue)
        for hue, (name, short, level) in enumerate(
            (
                ("guojia", "国家", "national"),
                ("alpha", "甲市", "prefecture"),
                ("beta", "乙省", "province"),
                ("gamma", "丙县", "county"),
            )
        )
    )
    empty: dict[str, object] = dict.fromkeys(
        [
            "functions",
            "agencies",
            "document_types",
            "role_labels",
            "deadlines",
            "section_words",
            "boilerplate",
            "metadata",
            "unit_patterns",
            "quantities",
            "citation_cues",
            "damage",
        ],
        (),
    )
    groups = (DomainGroup(id="all", name="全部"),)
    return Vocabulary.model_validate({**empty, "domain_groups": groups, "domains": domains, "places": places})


def placed(entry: PolicyRecord) -> tuple[PolicyRecord, str]:
    """The record with its items' spans where their texts stand in a source made of them."""
    source = "文件标题\n"
    moved: dict[str, list[Task | Principle]] = {"principles": [], "tasks": []}
    for kind, items in (("principles", entry.principles), ("tasks", entry.tasks)):
        for item in items:
            start = len(source)
            source += item.text + "\n"
            spans = ((start, start + len(item.text)),) if item.text else ()
            moved[kind].append(item.model_copy(update={"spans": spans}))
    return entry.model_copy(update={kind: tuple(items) for kind, items in moved.items()}), source


def small_site() -> SiteInput:
    """The corpus as the pages get it."""
    pairs = [placed(entry) for entry in RECORDS]
    sources = {entry.id: source for entry, source in pairs}
    records = tuple(entry for entry, _ in pairs)
    return SiteInput(records=records, sources=sources, comparison=comparison(), vocabulary=vocabulary())


def pages_of(module: object, site: SiteInput) -> dict[str, str]:
    """The Markdown of every page that a page module makes, by path."""
    from generator.render.environment import render_page

    return {page.path: render_page(page, site) for page in every_page(module, site)}

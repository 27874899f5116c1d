"""A small hand-made knowledge base with hostile texts, and the real one from its committed records."""

from __future__ import annotations

import datetime
import functools
from pathlib import Path

import yaml

from generator.models import (
    AgencyRef,
    AnnexRow,
    Block,
    Cell,
    Citation,
    Comparison,
    Deadline,
    DomainRef,
    Domains,
    Evidence,
    FunctionRef,
    ItemRef,
    Jurisdiction,
    Link,
    PersonalData,
    PolicyRecord,
    Quantity,
    Repair,
    Section,
    SourceFile,
    Task,
    Unit,
    Warning_,
)
from generator.render.site import SiteInput
from generator.vocabulary import Agency, Alias, Domain, DomainGroup, FunctionClass, Place, Vocabulary
from tests.support import real_vocabulary

ROOT = Path(__file__).parents[2]

SOURCE = (
    "甲市实施意见\n"
    "根据《国家意见》(国发〔2016〕76号)制定。\n"
    "一、主要任务\n"
    "=1+1公开<script>alert(1)</script>{{ 7*7 }}，ＰＰＰ项目年内完成80%以上。(牵头单位:发改委;配合单位:各镇)\n"
    "附表\t公开\t发改委\t分管领导张三丰\n"
    "电话13900001111\n"
)

_FUNCTION = FunctionRef(id="development", name="发展改革")
_OTHERS = FunctionRef(id="lower", name="下级政府")


def at(passage: str, source: str = SOURCE) -> tuple[int, int]:
    """Where a passage stands in the source."""
    start = source.index(passage)
    return (start, start + len(passage))


def unit(raw: str, role: str, *, collective: bool = False, known: bool = True) -> Unit:
    return Unit.model_validate(
        {
            "raw": raw,
            "role": role,
            "role_label": "牵头单位",
            "kind": "collective" if collective else "named",
            "agency": AgencyRef(id="a-drc", name="甲市发展和改革委员会") if known and not collective else None,
            "function": _OTHERS if collective else _FUNCTION,
            "span": at(raw),
            "resolution": "collective" if collective else "registry" if known else "function_words",
        }
    )


def place(name: str) -> Jurisdiction:
    places = {
        "national": Jurisdiction(id="national", name="国家", level="national"),
        "a": Jurisdiction(id="a", name="甲市", level="county", parents=("national", "p")),
    }
    return places[name]


def national() -> PolicyRecord:
    """A national document with one task and without units."""
    source = "国家意见\n一、公开\n推进公开。\n"
    task = Task(
        id="t-1", number="一", kind="task", title="公开", path=(), text="推进公开。", lines=(3,), spans=((10, 15),),
        title_span=(7, 9), domains=Domains(primary=DomainRef(id="open", name="公开")),
    )  # fmt: skip
    return PolicyRecord(
        id="national-2016-76", title="国家意见", doc_number="国发〔2016〕76号", document_type="意见",
        text_status="digest", issued_on=datetime.date(2016, 12, 22), jurisdiction=place("national"),
        source=SourceFile(file="source.txt", sha256="1" * 64, chars=len(source)),
        sections=(Section(id="s-1", number="一", level=1, title="公开", line=2, span=(7, 9), item="t-1"),),
        tasks=(task,), blocks=(Block(kind="body", span=(0, len(source))),),
    )  # fmt: skip


def local() -> PolicyRecord:
    """A county's document: hostile text, an annex row that repeats its task, personal data, a doubtful place."""
    text = SOURCE[slice(*at("=1+1公开<script>alert(1)</script>{{ 7*7 }}，ＰＰＰ项目年内完成80%以上。"))]
    domains = Domains(primary=DomainRef(id="open", name="公开"), secondary=(DomainRef(id="ppp", name="合作"),))
    task = Task(
        id="t-1-1", number="（一）", kind="task", title="公开<b>", path=("一、主要任务",), text=text, lines=(4,),
        spans=(at(text),), title_span=at("=1+1"), domains=domains,
        units=(unit("发改委", "lead"), unit("各镇", "cooperate", collective=True)),
        deadlines=(Deadline(raw="年内", type="deadline", date="2019", span=at("年内")),),
        quantities=(Quantity(raw="80%以上", span=at("80%以上")),),
    )  # fmt: skip
    bare = Task(
        id="t-1-2", number="（二）", kind="safeguard", title="组织", path=("一、主要任务",), text="",
        lines=(), spans=(), title_span=at("附表"),
    )  # fmt: skip
    row = AnnexRow(
        id="a-1", row="1", title="公开", task="t-1-1", text="公开", units=(unit("发改委", "lead"),), line=5,
        span=at("附表"), title_span=at("附表"),
    )  # fmt: skip
    return PolicyRecord(
        id="a-2018-1", title="甲市实施意见", document_type="实施意见", text_status="full",
        issued_on=datetime.date(2018, 1, 2), jurisdiction=place("a"),
        source=SourceFile(file="source.txt", sha256="2" * 64, chars=len(SOURCE)),
        sections=(Section(id="s-1", number="一", level=1, title="主要任务", line=3, span=at("主要任务")),),
        tasks=(task, bare), annex_rows=(row,),
        citations=(
            Citation(title="国家意见", number="国发〔2016〕76号", relation="basis", policy="national-2016-76",
                     span=at("国家意见")),
            Citation(title="某省意见", number="某政发[2017]1号", relation="implements", span=at("制定")),
            Citation(title="考核办法", relation="deliverable", span=at("制定")),
        ),
        repairs=(Repair(kind="ocr_and", before=" and ", after="和", evidence="旁证", span=at("公开<")),),
        warnings=(
            Warning_(code="personal_data", severity="info", message="张三丰的姓名", line=5, span=at("张三丰")),
            Warning_(code="wrong_character", message="疑错字<i>", line=4, span=at("年内")),
        ),
        blocks=(Block(kind="body", span=(0, 20)), Block(kind="unclassified", span=(20, len(SOURCE)))),
        personal_data=(
            PersonalData(kind="name", span=at("张三丰")), PersonalData(kind="phone", span=at("13900001111")),
        ),
    )  # fmt: skip


def vocabulary() -> Vocabulary:
    """As small as the pages allow."""
    empty = dict.fromkeys(
        ("document_types", "role_labels", "deadlines", "section_words", "boilerplate", "metadata", "unit_patterns",
         "quantities", "citation_cues", "damage"),
        (),
    )  # fmt: skip
    return Vocabulary.model_validate(
        {
            **empty,
            "baseline": "national-2016-76",
            "domain_groups": (DomainGroup(id="g", name="组"),),
            "domains": tuple(
                Domain(id=id_, code=id_, name=name, group="g", definition="定义。", cues=())
                for id_, name in (("open", "公开"), ("ppp", "合作"))
            ),
            "functions": tuple(
                FunctionClass(id=id_, code=id_, name=name)
                for id_, name in (("development", "发展改革"), ("lower", "下级政府"), ("unused", "气象"))
            ),
            "agencies": (
                Agency(id="a-drc", name="甲市发展和改革委员会", function="development", jurisdiction="a",
                       aliases=(Alias(text="发改委", examples=(), damaged=False),)),
            ),
            "places": (
                Place(id="national", name="国家", short="国家", level="national", hue=0),
                Place(id="p", name="乙省", short="乙", level="province", parent="national", hue=1),
                Place(id="a", name="甲市", short="甲", level="county", parent="p", hue=2),
            ),
        }
    )  # fmt: skip


def site(**changes: object) -> SiteInput:
    """The small knowledge base; `changes` replace fields of the input."""
    link = Link(
        from_=ItemRef(policy="a-2018-1", item="t-1-1"),
        to=ItemRef(policy="national-2016-76", item="t-1"),
        type="partial",
        score=0.5,
        evidence=Evidence(domains=("open",), similarity=0.5),
    )
    cell = Cell(domain="open", policy="a-2018-1", state="present", items=("t-1-1",), reason="有一条。")
    values: dict[str, object] = {
        "records": (national(), local()),
        "sources": {"national-2016-76": "国家意见\n一、公开\n推进公开。\n", "a-2018-1": SOURCE},
        "comparison": Comparison(baseline="national-2016-76", links=(link,), cells=(cell,)),
        "vocabulary": vocabulary(),
    }
    return SiteInput(**{**values, **changes})  # type: ignore[arg-type]


@functools.cache
def real_site() -> SiteInput:
    """The real corpus from its committed records, without a comparison."""
    levels = ("national", "province", "prefecture", "county", "unknown")
    records = [
        PolicyRecord.model_validate(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
        for path in sorted((ROOT / "policies").glob("*/record.yaml"))
    ]
    records.sort(key=lambda r: (levels.index(r.jurisdiction.level), str(r.issued_on or "9999"), r.id))
    sources = {
        record.id: (ROOT / "policies" / record.id / record.source.file).read_bytes().decode("utf-8")
        for record in records
    }
    vocabulary_ = real_vocabulary()
    return SiteInput(tuple(records), sources, Comparison(baseline=vocabulary_.baseline), vocabulary_)

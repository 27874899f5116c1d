import datetime

import pytest

from generator.models import Cell, Comparison, Difference, DifferenceOperation, ItemRef, Link, Principle, Section, Task
from generator.models.packed import ALONE, Packed, pack
from generator.render.held import SpokenCells
from generator.render.index import Index
from generator.render.near import Counterparts, Near
from tests.render import made

LOCAL, NATIONAL = "a-2018-1", "national-2016-76"


@pytest.fixture
def index() -> Index:
    return Index(made.site())


def with_records(*changes: dict[str, object]) -> Index:
    records = tuple(made.local().model_copy(update=change) for change in changes)
    sources = {record.id: made.SOURCE for record in records}
    return Index(made.site(records=records, sources=sources, comparison=Comparison(baseline=None)))


def section(name: str, number: str, level: int) -> Section:
    return Section(id=name, number=number, level=level, title="题", line=1, span=(0, 1))


def task(name: str, number: str) -> Task:
    return made.local().tasks[0].model_copy(update={"id": name, "number": number})


def test_a_provision_is_named_as_people_cite_it():
    sections = (section("s-2", "二", 1), section("s-2-1", "（一）", 2), section("s-2-1-3", "3", 3))
    tasks = (task("t-2-1-3", "3"), task("t-2-1-4", "四是"), task("t-2-1-5", ""), task("t-2-1x2", "（一）"))
    principle = Principle(id="p-2", number="二是", title="题", text="", lines=(), spans=(), title_span=(0, 1))
    index = with_records({"sections": sections, "tasks": tasks, "principles": (principle,)})
    shown = {name: index.label(LOCAL, name) for name in ("t-2-1-3", "t-2-1-4", "t-2-1-5", "t-2-1x2", "p-2", "s-2-1")}
    assert shown == {
        "t-2-1-3": "甲 二(一)3",
        "t-2-1-4": "甲 二(一)四是",
        "t-2-1-5": "甲 二(一)第5项",
        "t-2-1x2": "甲 二(一)",
        "p-2": "甲 基本原则二",
        "s-2-1": "甲 二(一)",
    }
    assert index.number(LOCAL, "preamble") == "引言"
    assert index.number(LOCAL, "closing") == "结尾"
    assert index.number(LOCAL, "a-1") == "附表第1行"


def test_two_documents_of_one_place_are_told_apart():
    old = {"id": "a-2017", "issued_on": datetime.date(2017, 1, 1)}
    twins = [{"id": name, "issued_on": datetime.date(2019, 1, 1)} for name in ("a-2019-1", "a-2019-2")]
    index = with_records(old, *twins)
    assert [index.short(name) for name in index.policy_ids] == ["甲2017", "甲2019（1）", "甲2019（2）"]


def test_hue_comes_from_the_vocabulary_or_stays_the_same_for_an_unknown_place(index):
    assert index.hue("a") == 2
    assert 0 <= index.hue("nowhere") < 12
    assert index.hue("nowhere") == Index(made.site()).hue("nowhere")


def test_links_are_found_from_either_question(index):
    (link,) = index.links_from(LOCAL, "t-1-1")
    assert index.links_from(LOCAL, "t-1-1", NATIONAL) == (link,)
    assert index.links_from(LOCAL, "t-1-1", LOCAL) == ()
    assert index.link_between(LOCAL, "t-1-1", NATIONAL, "t-1") is link
    assert index.link_between(NATIONAL, "t-1", LOCAL, "t-1-1") is None
    assert index.counterparts(LOCAL, "t-1-1") == ((NATIONAL, (Near(link.to, "partial", 0),)),)
    assert index.every_counterpart(LOCAL) == (("t-1-1", index.counterparts(LOCAL, "t-1-1")),)


def test_strong_counterparts_come_apart_from_mentions_the_closest_first():
    def link(kind: str, score: float) -> Link:
        ends = {"from_": {"policy": LOCAL, "item": "t-1-1"}, "to": {"policy": NATIONAL, "item": f"t-{score}"}}
        return Link.model_validate({**ends, "type": kind, "score": score, "evidence": {}})

    def named_by(part: Counterparts) -> list[tuple[str, list[tuple[str, str]]]]:
        return [(other, [(near.type, near.to.item) for near in group]) for other, group in part]

    links = [link("mention", score) for score in (0.1, 0.2)] + [link("same", 0.5)]
    links += [link("partial", score) for score in (0.15, 0.9, 0.4, 0.3)]
    index = Index(made.site(comparison=Comparison(baseline=None, links=tuple(links))))
    named, more, mentions = map(named_by, index.counterparts_by_strength(LOCAL, "t-1-1"))
    closest = [("same", "t-0.5"), ("partial", "t-0.9"), ("partial", "t-0.4"), ("partial", "t-0.3")]
    assert named == [(NATIONAL, closest)]
    assert more == [(NATIONAL, [("partial", "t-0.15")])]
    assert mentions == [(NATIONAL, [("mention", "t-0.2"), ("mention", "t-0.1")])]
    assert index.counterparts_by_strength(LOCAL, "t-9") == ((), (), ())


def test_a_cell_nobody_computed_is_not_parsed(index):
    assert index.cell("open", LOCAL).state == "present"
    assert index.cell("ppp", LOCAL).state == "not_parsed"


def test_a_difference_can_be_read_from_the_other_side():
    a, b = ItemRef(policy=LOCAL, item="t-1-1"), ItemRef(policy=NATIONAL, item="t-1")
    steps = [("equal", "甲", False), ("delete", "乙", True), ("insert", "丙", False)]
    operations = tuple(DifferenceOperation.model_validate({"op": o, "text": t, "moved": m}) for o, t, m in steps)
    kept = Difference(base=a, other=b, operations=operations)
    index = Index(made.site(comparison=Comparison(baseline=None, differences=(kept,))))
    assert index.difference(a, b) is kept
    other = index.difference(b, a)
    assert other is not None
    assert (other.base, other.other) == (b, a)
    assert [(s.op, s.text, s.moved) for s in other.operations] == [
        ("equal", "甲", False),
        ("delete", "丙", False),
        ("insert", "乙", True),
    ]
    assert index.difference(a, a) is None


def test_paragraphs_are_cut_where_the_record_says_so_and_repaired():
    source = "第一段 and 完。\n\n第二段前\n\n第二段后。"
    spans = tuple(made.at(part, source) for part in ("第一段 and 完。", "第二段前", "第二段后。"))
    repair = {"kind": "ocr_and", "before": " and ", "after": "和", "evidence": "", "span": made.at(" and ", source)}
    text = "第一段和完。第二段前第二段后。"
    record = made.local().model_copy(
        update={
            "tasks": (
                task("t-1-1", "1").model_copy(update={"text": text, "spans": spans, "paragraph_starts": (0, 1)}),
            ),
            "repairs": (made.local().repairs[0].model_copy(update=repair),),
        }
    )
    index = Index(made.site(records=(record,), sources={record.id: source}, comparison=Comparison(baseline=None)))
    assert index.paragraphs(record.id, record.tasks[0]) == ("第一段和完。", "第二段前第二段后。")


def test_a_corrected_text_is_shown_as_corrected():
    record = made.local()
    corrected = record.tasks[0].model_copy(update={"text": "改正后的文字。"})
    record = record.model_copy(update={"tasks": (corrected,)})
    index = Index(made.site(records=(record,), sources={record.id: made.SOURCE}, comparison=Comparison(baseline=None)))
    assert index.paragraphs(record.id, corrected) == ("改正后的文字。",)


def test_paragraphs_of_every_real_item_join_to_its_text():
    site = made.real_site()
    index = Index(site)
    count = 0
    for record in site.records:
        for item in (*record.tasks, *record.principles, *record.sections, record.preamble):
            count += 1
            assert "".join("".join(index.paragraphs(record.id, item)).split()) == "".join(item.text.split())
    assert count > 150


def test_units_stand_by_role_in_fixed_order(index):
    lead, cooperate = made.local().tasks[0].units
    assert index.units_by_role((cooperate, lead)) == (("lead", (lead,)), ("cooperate", (cooperate,)))


def test_the_page_of_a_pair_is_the_same_from_both_sides(index):
    assert index.pair_page(LOCAL, NATIONAL) == index.pair_page(NATIONAL, LOCAL) == f"pairs/{NATIONAL}--{LOCAL}.md"


def test_what_is_not_there_is_an_error_not_a_dead_link(index):
    with pytest.raises(KeyError):
        index.record("nobody")
    with pytest.raises(KeyError):
        index.item(LOCAL, "t-9")


def test_rows_whose_numbers_begin_anew_are_cited_by_their_titles() -> None:
    """江阴's annex numbers its rows from 1 under each of its five headings (lines 125, 169, 213, 257 and 305)."""
    site = made.real_site()
    index = Index(site)
    jiangyin = index.record("jiangyin-2018-draft")
    rows = {row.title: index.number(jiangyin.id, row.id) for row in jiangyin.annex_rows}
    assert rows["抓诚信创建"] == "附表“抓诚信创建”"
    assert rows["加强组织领导和工作协调"] == "附表“加强组织领导和工作协调”"
    assert len(set(rows.values())) == len(rows)
    panjin = index.record("panjin-2017-25").annex_rows
    assert [index.number("panjin-2017-25", row.id) for row in panjin] == [f"附表第{n}行" for n in range(1, 15)]


def test_documents_with_provisions_on_a_domain_stand_side_by_side_before_others_that_write_of_it() -> None:
    first, second = (made.local().model_copy(update={"id": name}) for name in ("a-1", "b-1"))

    def columns(*within: bool) -> tuple[str, ...]:
        cells = tuple(
            Cell(domain="open", policy=name, state="present", items=("t-1-1",), within=one, reason="")
            for name, one in zip(("a-1", "b-1"), within, strict=True)
        )
        sources = dict.fromkeys(("a-1", "b-1"), made.SOURCE)
        comparison = Comparison(baseline=None, cells=cells)
        return Index(made.site(records=(first, second), sources=sources, comparison=comparison)).columns("open")

    assert columns(True, False) == ("b-1",)
    assert columns(False, False) == columns(True, True) == ("a-1", "b-1")


def test_what_is_told_of_packed_cells_is_what_they_say():
    cells = {
        "b": (
            Cell(domain="open", policy="b", state="present", items=("t-1",), reason=""),
            Cell(domain="ppp", policy="b", state="present", items=("t-2",), within=True, reason=""),
        ),
        "a": (
            Cell(domain="open", policy="a", state="mentioned", mentions=("t-1",), reason=""),
            Cell(domain="ppp", policy="a", state="present", items=("t-3",), reason=""),
        ),
        "gone": (Cell(domain="ppp", policy="gone", state="present", items=("t-3",), reason=""),),
    }
    packed = {policy: {ALONE: pack(Cell, held)} for policy, held in cells.items()}
    told = {"b": (["open"], ["ppp"]), "a": (["ppp"], []), "gone": (["ppp"], [])}
    for held in (Packed(Cell, packed, 5), Packed(Cell, packed, 5, told)):
        spoken = SpokenCells(held, {"a": 0, "b": 1})
        assert list(spoken.columns("ppp")) == [("a", False), ("b", True)]
        assert list(spoken.columns("open")) == [("b", False)]
        assert list(spoken.columns("nothing")) == []


def test_packed_cells_of_a_domain_are_found_whatever_their_texts_say():
    tricky = 'said: },{"domain":"open","policy":"a","state":"present" — and \\"},{"domain":"'
    cells = {
        "b": (
            Cell(domain="open", policy="b", state="present", items=("t-1",), sentences=((tricky,),), reason=tricky),
            Cell(domain="open", policy="b", state="absent", reason=tricky),
            Cell(domain="ppp", policy="b", state="mentioned", mentions=("t-2",), reason=""),
        ),
        "a": (Cell(domain="open", policy="a", state="present", reason="公开"),),
        "gone": (Cell(domain="open", policy="gone", state="present", reason=""),),
        "c": (),
    }
    packed = Packed(Cell, {policy: {ALONE: pack(Cell, held)} for policy, held in cells.items()}, 5)
    assert [len(list(packed.apart(policy))) for policy in cells] == [3, 1, 1, 0]
    spoken = SpokenCells(packed, {"a": 0, "b": 1, "c": 2})
    assert spoken.of("present", "open") == (cells["a"][0], cells["b"][0])
    assert spoken.of("mentioned", "ppp") == (cells["b"][2],)
    assert spoken.of("mentioned", "open") == spoken.of("present", "nothing") == ()
    whole = SpokenCells([cell for held in cells.values() for cell in held], {"a": 0, "b": 1, "c": 2})
    assert whole.of("present", "open") == spoken.of("present", "open")
    assert list(whole.columns("open")) == list(spoken.columns("open")) == [("a", False), ("b", False)]

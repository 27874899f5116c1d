"""What pages say of links: the order of counterparts, words, sentences of one's own; all else is no change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from generator.models import Cell, Comparison, Difference, DifferenceOperation, ItemRef, ItemReuse, Link, ReusedRun
from generator.models.brief import pack_briefs
from generator.models.packed import Packed, pack
from generator.render.compared import strong
from generator.render.facts import Facts, gathered
from generator.render.index import Index
from generator.render.site import SiteInput
from generator.render.watched import WatchedSite
from generator.render.within import items_shown
from tests.render import made

LOCAL, NATIONAL = "a-2018-1", "national-2016-76"


def link(item: str, kind: str, score: float, **evidence: Any) -> Link:
    ends = {"from_": {"policy": LOCAL, "item": "t-1-1"}, "to": {"policy": NATIONAL, "item": item}}
    return Link.model_validate({**ends, "type": kind, "score": score, "evidence": evidence})


def site_with(*links: Link, packed: bool = True, short: bool = True, **more: Any) -> SiteInput:
    entries: Any = links
    if packed:
        parts = {LOCAL: {NATIONAL: pack(Link, links)}, NATIONAL: {}}
        in_short = {LOCAL: {NATIONAL: pack_briefs(links)}} if short else None
        entries = Packed(Link, parts, len(links), short=in_short)
    return replace(made.site(), comparison=Comparison(baseline=NATIONAL, links=entries, **more))


LINKS = (
    link("t-1", "partial", 0.5, domains=("open",), similarity=0.5),
    link("t-2", "mention", 0.7, domains=("open", "ppp"), cues=("公开", "公示")),
    link("t-3", "same", 0.4, domains=("ppp",), cues=("合作",)),
    link("t-4", "partial", 0.5),
)


@pytest.mark.parametrize(("packed", "short"), [(True, True), (True, False), (False, False)])
def test_counterparts_come_in_the_comparisons_order_with_their_rank(packed: bool, short: bool) -> None:
    index = Index(site_with(*LINKS, packed=packed, short=short))
    ((other, found),) = index.counterparts(LOCAL, "t-1-1")
    assert other == NATIONAL
    assert [(near.to.item, near.type, near.score) for near in found] == [
        ("t-1", "partial", -1),
        ("t-2", "mention", 0),
        ("t-3", "same", -2),
        ("t-4", "partial", -1),
    ]
    # As links and as counterparts they are ranked alike.
    assert [near.to for near in strong(found)] == [link.to for link in strong(index.links_from(LOCAL, "t-1-1"))]
    assert index.links_from(LOCAL, "t-1-1", NATIONAL) == LINKS
    assert index.counterparts(LOCAL, "t-9") == ()


def test_those_that_are_more_than_a_mention_come_with_their_scores_the_closest_first() -> None:
    found = Index(site_with(*LINKS)).scored(LOCAL, "t-1-1")
    assert [(to.item, score) for to, score in found] == [("t-1", 0.5), ("t-4", 0.5), ("t-3", 0.4)]


def test_of_many_provisions_on_something_else_those_closest_to_what_others_have_on_it_are_shown() -> None:
    """t-2 is the closest of all, but to a provision that is on something else."""
    names = ("t-1", "t-2", "t-3", "t-4", "t-5")
    on = Cell(domain="open", policy=NATIONAL, state="present", items=("t-8",), reason="")
    aside = Cell(domain="ppp", policy=NATIONAL, state="present", items=("t-9",), reason="")
    within = Cell(domain="open", policy=LOCAL, state="present", items=names, within=True, reason="")
    told = (("t-1", "t-8", 0.2), ("t-2", "t-9", 0.9), ("t-3", "t-8", 0.5), ("t-4", "t-8", 0.1), ("t-2", "t-8", 0.05))
    links = tuple(
        Link.model_validate(
            {
                "from_": {"policy": LOCAL, "item": own},
                "to": {"policy": NATIONAL, "item": other},
                "type": "partial",
                "score": score,
                "evidence": {},
            }
        )
        for own, other, score in told
    )
    index = Index(site_with(*links, packed=False, cells=(on, aside, within)))
    assert items_shown(index, within) == ("t-1", "t-3", "t-4")
    assert items_shown(index, within.model_copy(update={"items": names[:3]})) == names[:3]
    assert items_shown(index, on) == ("t-8",)


def test_words_are_told_by_domain() -> None:
    index = Index(site_with(*LINKS))
    assert index.cues_of(LOCAL, "t-1-1", "ppp") == ("公开", "公示", "合作")
    assert index.cues_of(LOCAL, "t-1-1", "open") == ("公开", "公示")
    assert index.cues_of(LOCAL, "t-1-1", "other") == index.cues_of(LOCAL, "t-9", "open") == ()


def sentences(text: str, score: float) -> dict[str, Any]:
    spans = {"from_span": (0, len(text)), "to_span": (0, len(text))}
    return {"from_text": text, "to_text": text, "score": score, **spans}


def work_of(site: SiteInput) -> tuple[int, int, int]:
    work = Index(site).own_work(LOCAL, "t-1-1")
    assert work is not None
    return work.total, len(work.own), len(work.shared)


def test_a_sentence_is_ones_own_unless_a_counterpart_has_it() -> None:
    text = made.local().tasks[0].text
    me, other = ItemRef(policy=LOCAL, item="t-1-1"), ItemRef(policy=NATIONAL, item="t-1")
    total = work_of(site_with())[0]
    assert total
    assert work_of(site_with()) == (total, total, 0)
    assert work_of(site_with(link("t-1", "partial", 0.5, best_pair=sentences(text, 0.49)))) == (total, total, 0)
    assert work_of(site_with(link("t-1", "partial", 0.5, best_pair=sentences(text, 0.5)))) == (total, 0, 0)
    steps = (DifferenceOperation(op="equal", text=text), DifferenceOperation(op="delete", text="外"))
    difference = Difference(base=other, other=me, operations=steps)
    assert work_of(site_with(link("t-1", "partial", 0.5), differences=(difference,))) == (total, 0, 0)
    assert work_of(site_with(differences=(difference,))) == (total, total, 0)
    run = ReusedRun(text=text, span=(0, len(text)), others=(other,))
    reuse = ItemReuse(policy=LOCAL, item="t-1-1", share=1.0, chars=9, shared_chars=9, runs=(run,))
    assert work_of(site_with(item_reuse=(reuse,))) == (total, 0, total)
    assert Index(site_with()).own_work(NATIONAL, "t-1") is None, "a digest has no wording of its own"


def test_packed_differences_are_found_from_both_sides() -> None:
    me, other = ItemRef(policy=LOCAL, item="t-1-1"), ItemRef(policy=NATIONAL, item="t-1")
    kept = Difference(base=other, other=me, operations=(DifferenceOperation(op="insert", text="新"),))
    entries = Packed(Difference, {NATIONAL: {LOCAL: pack(Difference, (kept,))}}, 1)
    index = Index(site_with(differences=entries))
    assert index.in_order(LOCAL, NATIONAL) == (NATIONAL, LOCAL)
    assert index.difference(other, me) == kept
    assert index.difference(me, other) == kept.turned()
    assert index.difference(me, ItemRef(policy=NATIONAL, item="t-2")) is None


def digest(site: SiteInput, *question: str) -> str:
    """What a page that asked a question rests on, as it is in a site."""
    watched = WatchedSite(site)
    with watched.noting() as facts:
        getattr(watched.index, question[0])(*question[1:])
    return Facts(site).digest(gathered(facts))


@pytest.mark.parametrize("question", ["counterparts", "counterparts_by_strength", "own_work"])
def test_what_a_page_does_not_show_is_no_change_to_it(question: str) -> None:
    def asked(*links: Link) -> str:
        return digest(site_with(*links), question, LOCAL, "t-1-1")

    text = made.local().tasks[0].text
    before = asked(*LINKS)
    closer = (LINKS[0].model_copy(update={"score": 0.51}), *LINKS[1:3], LINKS[3].model_copy(update={"score": 0.51}))
    assert asked(*closer) == before
    other_words = link("t-1", "partial", 0.5, similarity=0.6, title_words=("公开",), best_pair=sentences(text, 0.2))
    assert asked(other_words, *LINKS[1:]) == before
    first = LINKS[0].model_copy(update={"score": 0.6})
    said = link("t-1", "partial", 0.5, best_pair=sentences(text, 0.9))
    changed = said if question == "own_work" else first
    assert asked(changed, *LINKS[1:]) != before
    if question != "own_work":
        assert asked(*LINKS[1:]) != before
        assert asked(LINKS[0].model_copy(update={"type": "same"}), *LINKS[1:]) != before


def test_words_and_links_between_two_documents_are_changes_where_they_are_asked_for() -> None:
    for question in (("cues_of", LOCAL, "t-1-1", "open"), ("links_from", LOCAL, "t-1-1", NATIONAL)):
        before = digest(site_with(*LINKS), *question)
        without = digest(site_with(LINKS[0], *LINKS[2:]), *question)
        assert before != without, question
    every = ("links_from", LOCAL, "t-1-1")
    assert digest(site_with(*LINKS), *every) != digest(site_with(*LINKS[1:]), *every)

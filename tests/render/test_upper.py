"""Coverage against the nearest document above."""

from __future__ import annotations

import datetime

import pytest
from lxml import html

from generator.models import (
    Cell,
    CellState,
    Citation,
    Comparison,
    Evidence,
    ItemRef,
    Jurisdiction,
    Link,
    LinkType,
    PolicyRecord,
)
from generator.render.environment import index_of, render_page
from generator.render.pages import domains
from generator.render.site import SiteInput
from generator.render.upper import UpperBalance, upper_balance
from tests.render import made
from tests.render.every import every_page

PROVINCE = Jurisdiction(id="p", name="乙省", level="province", parents=("national",))
ELSEWHERE = Jurisdiction(id="q", name="丙省", level="province", parents=("national",))


def _above(name: str, jurisdiction: Jurisdiction, year: int = 2017) -> PolicyRecord:
    update = {"id": name, "jurisdiction": jurisdiction, "text_status": "full"}
    return made.national().model_copy(update={**update, "issued_on": datetime.date(year, 1, 1)})


def _cell(domain: str, policy: str, state: CellState, *items: str) -> Cell:
    return Cell(domain=domain, policy=policy, state=state, items=items, reason="。")


def _link(policy: str, kind: LinkType = "partial") -> Link:
    """A counterpart of the local document's provision in a document above."""
    ends = (ItemRef(policy="a-2018-1", item="t-1-1"), ItemRef(policy=policy, item="t-1"))
    return Link(from_=ends[0], to=ends[1], type=kind, score=0.5, evidence=Evidence(similarity=0.5))


def _site(
    *others: PolicyRecord,
    cites: str | None = None,
    cells: tuple[Cell, ...] = (),
    links: tuple[Link, ...] | None = None,
) -> SiteInput:
    local = made.local()
    if cites is not None:
        citation = Citation(title="省意见", relation="basis", policy=cites, span=made.at("制定"))
        local = local.model_copy(update={"citations": (citation,)})
    records = (made.national(), *others, local)
    return made.site(
        records=records,
        sources={**{record.id: made.site().sources["national-2016-76"] for record in records}, local.id: made.SOURCE},
        comparison=Comparison(
            baseline="national-2016-76",
            cells=cells,
            links=tuple(_link(other.id) for other in others) if links is None else links,
        ),
    )


def _balance(site: SiteInput) -> UpperBalance:
    return upper_balance(site, index_of(site), site.records[-1])


def test_the_province_above_is_nearer_than_the_nation() -> None:
    balance = _balance(_site(_above("p-1", PROVINCE)))
    assert (balance.upper, balance.by_citation, balance.missing) == ("p-1", False, ())


@pytest.mark.parametrize("links", [(), (_link("p-1", "mention"),)])
def test_a_document_of_the_province_on_another_subject_is_not_compared(links: tuple[Link, ...]) -> None:
    """Nothing in it corresponds: what it holds and this one lacks is no gap; what this one rests on is compared."""
    balance = _balance(_site(_above("p-1", PROVINCE), links=links))
    assert (balance.upper, balance.by_citation, balance.missing) == ("national-2016-76", True, ("p",))


def test_what_a_document_rests_on_is_named_where_a_nearer_one_is_compared() -> None:
    near = _balance(_site(_above("p-1", PROVINCE)))
    assert (near.upper, near.by_citation, near.rests_on) == ("p-1", False, ("national-2016-76",))
    assert _balance(_site()).rests_on == ()


def test_a_province_that_is_not_above_does_not_count() -> None:
    balance = _balance(_site(_above("q-1", ELSEWHERE)))
    assert (balance.upper, balance.by_citation, balance.missing) == ("national-2016-76", True, ("p",))


def test_what_the_document_rests_on_counts_even_from_elsewhere() -> None:
    assert _balance(_site(_above("q-1", ELSEWHERE), cites="q-1")).upper == "q-1"


def test_the_cited_and_then_the_latest_of_several_is_taken() -> None:
    both = (_above("p-1", PROVINCE, 2017), _above("p-2", PROVINCE, 2019))
    assert _balance(_site(*both)).upper == "p-2"
    assert _balance(_site(*both, cites="p-1")).upper == "p-1"


def test_a_document_of_no_known_level_has_nothing_above() -> None:
    record = made.local().model_copy(
        update={"jurisdiction": Jurisdiction(id="x", name="X市", level="unknown"), "citations": ()}
    )
    site = made.site(records=(made.national(), record))
    assert upper_balance(site, index_of(site), record).upper is None


def test_gaps_and_additions_keep_unknown_apart() -> None:
    cells = (
        _cell("open", "p-1", "present", "t-1"),
        _cell("open", "a-2018-1", "unknown"),
        _cell("ppp", "p-1", "unknown"),
        _cell("ppp", "a-2018-1", "present", "t-1-1"),
    )
    balance = _balance(_site(_above("p-1", PROVINCE), cells=cells))
    assert [(gap.domain, gap.state, gap.upper.items) for gap in balance.gaps] == [("open", "unknown", ("t-1",))]
    assert [(a.domain, a.items, a.sure) for a in balance.additions] == [("ppp", ("t-1-1",), False)]


def test_the_page_says_what_is_compared_and_what_is_missing() -> None:
    cells = (_cell("open", "p-1", "present", "t-1"), _cell("open", "a-2018-1", "absent"))

    def section(site: SiteInput) -> html.HtmlElement:
        page = next(iter(every_page(domains, site)))
        tree = html.document_fromstring(render_page(page, site).split("\n---\n", 1)[1])
        (found,) = tree.xpath("//section[@aria-label='甲与上级文件相比']")
        return found

    near = section(_site(_above("p-1", PROVINCE), cells=cells))
    assert "未见 1" in near.text_content()
    assert "../policies/p-1.html#t-1" in near.xpath(".//a/@href")
    assert "它写明的依据有国家" in " ".join(near.text_content().split())
    far = section(_site())
    assert "乙就同一主题所发的文件尚未收录" in far.text_content()
    assert "只能与国家相比" in far.text_content()

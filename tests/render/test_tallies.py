"""What all documents of a large knowledge base say together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.models import Comparison, Deadline, DocumentReuse, PolicyRecord, Principle
from generator.render import tallies
from generator.render.materials import Unkept
from generator.render.site import SiteInput
from tests.render.made import at, local, national, real_site, site


def _titled(record: PolicyRecord, policy: str, *titles: str) -> PolicyRecord:
    principles = tuple(
        Principle(id=f"p-{at_}", number=str(at_), title=title, text="", lines=(), spans=(), title_span=at("公开<"))
        for at_, title in enumerate(titles, 1)
    )
    return record.model_copy(update={"id": policy, "principles": principles})


def _of(made: SiteInput, *records: PolicyRecord) -> SiteInput:
    return replace(made, records=records, sources={record.id: made.sources["a-2018-1"] for record in records})


def test_classes_are_counted_by_document_and_classes_without_a_name_are_left_out():
    made = site()
    found = tallies.charged(made, Unkept(made))
    told = {
        row.domain.id: (row.documents, [(c.function.id, c.documents) for c in row.heads], row.helpers) for row in found
    }
    # 发改委 leads the one provision, which is on 公开 and on 合作 too; 各镇 is no unit by name.
    assert told == {"open": (1, [("development", 1)], ()), "ppp": (1, [("development", 1)], ())}


def test_of_the_real_documents_those_that_charge_finance_with_government_debt_are_counted():
    made = real_site()
    row = next(row for row in tallies.charged(made, Unkept(made)) if row.domain.id == "government-debt")
    # 宜兴 二(二)5, 盘锦 四(五), 江阴 二(四)2: each names 财政局; the others name no unit at all.
    assert row.documents == 3
    assert (row.heads[0].function.id, row.heads[0].documents) == ("finance", 3)


def test_titles_are_the_same_whatever_blanks_and_signs_they_have():
    made = site()
    one = _titled(national(), "n", "坚持 公开", "诚信")
    two = _titled(local(), "l", "坚持公开", "坚持“公开”", "守法")
    three = _titled(local(), "m", "坚持公开")
    titles = tallies.principle_titles(_of(made, one, two, three), Unkept(_of(made, one, two, three)))
    assert dict(titles.levels) == {"national": 1, "county": 2}
    assert [(row.title, row.documents, row.by_level) for row in titles.rows] == [("坚持公开", 3, (1, 2))]


def test_years_of_the_real_documents_are_those_of_their_time_limits():
    made = real_site()
    found = tallies.dated(made, Unkept(made))
    dates = [d for record in made.records for d in record.all_deadlines]
    assert {row.year for row in found.rows} == {
        d.date[:4] for d in dates if d.date and d.type in ("deadline", "milestone")
    }
    dated = sum(row.deadlines + row.milestones for row in found.rows)
    assert dated + found.frequency + found.ongoing + found.undated == len(dates)
    # 盘锦's annex sets 2017年12月末 and its like for fourteen rows, and no other document a date in that year.
    assert (found.rows[0].year, found.rows[0].deadlines, found.rows[0].documents) == ("2017", 14, 1)


def test_a_year_that_no_provision_tells_leads_to_no_search():
    made = site()
    consultation = Deadline(raw="至2018年5月15日", type="deadline", date="2018-05-15", span=at("年内"))
    draft = local().model_copy(update={"deadlines": (consultation,)})
    changed = _of(made, draft)
    found = tallies.dated(changed, Unkept(changed))
    # Of 2019 a provision says so; the day a consultation ends is no provision's, and search had nothing to list.
    assert [(row.year, row.sought) for row in found.rows if row.year in ("2018", "2019")] == [
        ("2018", False),
        ("2019", True),
    ]


def test_text_reuse_is_summed_by_level_and_the_largest_share_comes_first():
    reuse = (
        DocumentReuse(
            policy="national-2016-76", chars=100, own_chars=60, share=0.4, below_chars=40, by_policy={"a-2018-1": 40}
        ),
        DocumentReuse(
            policy="a-2018-1", chars=50, own_chars=10, share=0.8, above_chars=40, by_policy={"national-2016-76": 40}
        ),
    )
    made = site(comparison=Comparison(baseline="national-2016-76", document_reuse=reuse))
    found = tallies.sharing(made, Unkept(made))
    assert [(row.level, row.documents, row.chars) for row in found.levels] == [("national", 1, 100), ("county", 1, 50)]
    assert [row.shares for row in found.levels] == [(0.6, 0, 0, 0.4, 0), (0.2, 0.8, 0, 0, 0)]
    assert [(pair.policy, pair.other, pair.share) for pair in found.pairs] == [
        ("a-2018-1", "national-2016-76", pytest.approx(0.8)),
        ("national-2016-76", "a-2018-1", pytest.approx(0.4)),
    ]


def test_a_text_that_is_not_measured_is_left_out():
    reuse = (DocumentReuse(policy="a-2018-1", chars=50, own_chars=50, share=None),)
    made = site(comparison=Comparison(baseline="national-2016-76", document_reuse=reuse))
    assert tallies.sharing(made, Unkept(made)) == tallies.Sharing((), ())

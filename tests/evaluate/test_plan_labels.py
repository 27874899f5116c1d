"""Labels of the provisions of plans (tests/truth/plans_*.yaml): what they name is there, and said once."""

from __future__ import annotations

from tests.learned_words import plan_provisions
from tests.support import real_vocabulary


def test_labels_name_domains_that_there_are_once() -> None:
    known = {domain.id for domain in real_vocabulary().domains}
    for row in plan_provisions():
        labels = [*row["main"], *row["settles"], *row["names"]]
        assert len(labels) == len(set(labels)), row["title"]
        assert known.issuperset([*labels, *row["said"], *row["unsaid"]]), row["title"]
        assert set(row["said"]) == {*row["settles"], *row["names"]}, row["title"]
        assert not {*row["main"], *row["settles"]} & set(row["unsaid"]), row["title"]


def test_the_words_that_tell_stand_in_the_provision() -> None:
    for row in plan_provisions():
        whole = f"{row['title']}\n{row['text']}"
        for label in ("said", "unsaid"):
            for words in row[label].values():
                assert words
                assert all(word in whole for word in words), row["title"]


def test_every_domain_is_told_in_several_plans() -> None:
    told = [name for row in plan_provisions() for name in (*row["main"], *row["said"])]
    for domain in real_vocabulary().domains:
        assert told.count(domain.id) >= 3, domain.id

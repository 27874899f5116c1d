from __future__ import annotations

import itertools

from generator.compare import compare
from generator.models import Comparison, ItemReuse, PolicyRecord
from tests.compare.support import record, vocabulary

RUN = "建立项目责任回溯和失责倒查"  # thirteen characters


def _compare(*texts: str) -> Comparison:
    records = [
        record(f"doc-{number}", [("1", f"标题{number}", "government-procurement", "task", text)])
        for number, text in enumerate(texts)
    ]
    return compare(records, vocabulary())


def _item(comparison: Comparison, policy: str) -> ItemReuse:
    (entry,) = (entry for entry in comparison.item_reuse if entry.policy == policy)
    return entry


def test_share_is_counted_in_letters() -> None:
    comparison = _compare(f"要，{RUN}！甲乙丙丁戊己", f"应当{RUN}。")
    entry = _item(comparison, "doc-0")
    assert (entry.chars, entry.shared_chars, entry.share) == (20, 13, 0.65)
    (run,) = entry.runs
    assert (run.text, run.span) == (RUN, (2, 15))
    assert [(other.policy, other.item) for other in run.others] == [("doc-1", "t-1")]


def test_passage_in_two_documents_counts_once() -> None:
    comparison = _compare(f"一{RUN}二", f"三{RUN}四五", f"六七{RUN}")
    entry = _item(comparison, "doc-0")
    assert entry.shared_chars == 13
    assert [other.policy for other in entry.runs[0].others] == ["doc-1", "doc-2"]
    document = next(document for document in comparison.document_reuse if document.policy == "doc-0")
    assert (document.chars, document.own_chars, document.by_policy) == (15, 2, {"doc-1": 13, "doc-2": 13})


def test_passages_do_not_overlap_and_stand_whole_in_their_others() -> None:
    long = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"
    comparison = _compare(long, f"东{long[:14]}西", f"南{long[8:]}北", f"上{long[2:12]}下")
    entry = _item(comparison, "doc-0")
    spans = [run.span for run in entry.runs]
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert entry.shared_chars == 20
    texts = {"doc-1": f"东{long[:14]}西", "doc-2": f"南{long[8:]}北", "doc-3": f"上{long[2:12]}下"}
    for run in entry.runs:
        assert len(run.text) >= 10
        assert {other.policy for other in run.others} == {name for name, text in texts.items() if run.text in text}


def test_own_text_is_shared_with_nobody() -> None:
    comparison = _compare("公开服务标准和作业费用提高资金使用效益", "配足配齐专用运输车辆推进处理厂建设工作")
    assert [entry.share for entry in comparison.item_reuse] == [0.0, 0.0]
    assert [document.share for document in comparison.document_reuse] == [0.0, 0.0]


def test_shared_text_is_told_apart_by_the_level_of_its_other_homes() -> None:
    handed, among, down, stray = (
        "".join(map(chr, range(start, start + 12))) for start in (0x5000, 0x5100, 0x5200, 0x5300)
    )
    own = "".join(map(chr, range(0x6000, 0x6005)))

    def one(policy: str, level: str, text: str) -> PolicyRecord:
        return record(policy, [("1", policy, "government-procurement", "task", text)], level=level)

    records = [
        one("province", "province", handed),
        one("city", "prefecture", f"{handed}。{among}。{down}。{stray}。{own}"),
        # What stands above and beside counts as handed down.
        one("neighbour", "prefecture", f"{handed}。{among}"),
        one("county", "county", down),
        one("nowhere", "unknown", stray),
    ]
    reuse = next(entry for entry in compare(records, vocabulary()).document_reuse if entry.policy == "city")
    assert (reuse.above_chars, reuse.peer_chars, reuse.below_chars, reuse.unknown_chars) == (12, 12, 12, 12)
    assert (reuse.own_chars, reuse.chars) == (5, 53)

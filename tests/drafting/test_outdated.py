"""Citations of what is no longer in force, and words that a legal review asks about."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.drafting import DraftReport
from tests.drafting.drafts import check_text

DRAFT = (
    "宜兴市政务诚信建设实施方案\n\n根据{cited}，制定本方案。\n\n一、主要任务\n\n"
    "（一）政府采购。{words}由市财政局负责，{year}年12月底前完成。\n\n宜兴市人民政府\n{year}年3月1日\n"
)


def _report(folder: Path, cited: str, words: str = "", year: int = 2025) -> DraftReport:
    return check_text(folder, DRAFT.format(cited=cited, words=words, year=year))


@pytest.mark.parametrize(
    ("cited", "year", "codes"),
    [
        ("《中华人民共和国合同法》", 2025, ["citation_repealed"]),
        ("《物权法》", 2025, ["citation_repealed"]),
        ("《中华人民共和国行政监察法（2010年修正）》", 2025, ["citation_repealed"]),
        ("《中华人民共和国行政监察法实施条例》", 2025, ["citation_repealed"]),
        ("《中华人民共和国监察法》", 2025, []),
        ("《噪声污染防治法》", 2025, []),
        ("《环境噪声污染防治法》", 2025, ["citation_repealed"]),
        ("《中华人民共和国合同法》", 2019, []),
        ("《中华人民共和国劳动合同法》", 2025, []),
        ("《中华人民共和国民法典》", 2025, []),
        (
            "《国务院关于印发社会信用体系建设规划纲要（2014-2020年）的通知》（国发〔2014〕21号）",
            2025,
            ["citation_period_over"],
        ),
        ("《国务院关于印发社会信用体系建设规划纲要（2014-2020年）的通知》（国发〔2014〕21号）", 2020, []),
    ],
)
def test_what_is_over_is_told_where_it_is_cited(tmp_path: Path, cited: str, year: int, codes: list[str]) -> None:
    report = _report(tmp_path, cited, year=year)
    over = {"citation_repealed", "citation_period_over"}
    assert [finding.code for finding in report.findings if finding.code in over] == codes


def test_what_a_legal_review_asks_about_is_listed(tmp_path: Path) -> None:
    words = "违反规定的，处五万元以下罚款。未经登记的企业不得从事统计业务。外地企业须在本市设立分支机构方可投标。"
    report = _report(tmp_path, "《中华人民共和国民法典》", words)
    listed = {(word.kind, word.word) for word in report.vague}
    assert listed == {
        ("设定处罚", "处五万元以下罚款"),
        ("设定许可", "未经登记的企业不得从事"),
        ("限制竞争", "外地企业"),
        ("限制竞争", "须在本市设立"),
    }

"""The drafter's report on what is no plan: notices with and without provisions, and texts on another matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.drafting import DraftReport
from generator.drafting.output import render_report
from tests.drafting.drafts import TODAY, check_file, check_text
from tests.support import ROOT


class TestUnnumbered:
    """A notice that orders nothing: nothing can be compared, and that has to be said, not that nothing is lacking."""

    @pytest.fixture(scope="class")
    @staticmethod
    def notice(tmp_path_factory: pytest.TempPathFactory) -> DraftReport:
        text = (
            "关于做好全市政务诚信建设有关工作的通知\n\n各镇人民政府，市各有关部门：\n\n"
            "为贯彻《国务院关于加强政务诚信建设的指导意见》（国发[2016]76号），现通知如下。\n\n"
            "政务失信记录已逐步建立，并适时开展了考核评价。\n\n宜兴市人民政府办公室\n2025年3月1日\n"
        )
        return check_text(tmp_path_factory.mktemp("notice"), text)

    def test_nothing_is_said_of_what_it_lacks(self, notice: DraftReport) -> None:
        assert notice.provisions == 0
        assert notice.missing == ()
        assert notice.missing_clauses == ()
        assert notice.remarks[0].startswith("没有读出条文")
        said = render_report(notice, "md")
        assert "草稿都有" not in said
        assert "国家指导意见有而草稿没有" not in said

    def test_its_words_and_citations_are_read_all_the_same(self, notice: DraftReport) -> None:
        assert {word.word for word in notice.vague} == {"适时", "逐步"}
        assert [finding.code for finding in notice.findings] == ["citation_number_form"]


def test_a_notice_of_plain_paragraphs_is_checked_by_paragraph(tmp_path: Path) -> None:
    text = (
        "关于做好全市政务诚信建设有关工作的通知\n\n各镇人民政府，市各有关部门：\n\n现通知如下。\n\n"
        "各级各部门要逐步建立政务失信记录，适时开展考核评价。\n\n宜兴市人民政府办公室\n2025年3月1日\n"
    )
    report = check_text(tmp_path, text)
    assert report.provisions == 1
    assert report.missing
    assert {finding.code for finding in report.findings} == {"task_without_unit", "task_without_deadline"}
    assert "第2段" in render_report(report, "md")


@pytest.mark.parametrize(("count", "told"), [(3, False), (4, True)])
def test_of_a_few_provisions_nothing_is_said_about_their_matter(tmp_path: Path, count: int, told: bool) -> None:
    matters = (
        "垃圾分类投放。设置四类垃圾桶。",
        "河道清淤。清理河道淤泥。",
        "绿化养护。修剪行道树。",
        "路灯维修。更换损坏路灯。",
    )
    tasks = "\n".join(f"（{number}）{matter}" for number, matter in zip("一二三四", matters[:count], strict=False))
    report = check_text(tmp_path, f"某市城市管理工作方案\n\n一、主要任务\n\n{tasks}\n")
    assert report.provisions == count
    assert any("主题可能与库中文件不同" in remark for remark in report.remarks) == told


def test_a_draft_on_another_matter_is_said_to_be_one() -> None:
    def remarks(name: str) -> str:
        return "".join(check_file(ROOT / "tests" / "fixtures" / name).remarks)

    assert "主题可能与库中文件不同" in remarks("action-plan/source.txt")
    file = ROOT / "tests" / "fixtures" / "action-plan" / "source.txt"
    report = check_file(file)
    assert (report.missing, report.missing_clauses) == ((), ())
    assert "未查缺项" in render_report(report, "md")
    assert "草稿都有" not in render_report(report, "html")
    chosen = check_file(file, ("yixing-2020-70",))
    assert chosen.missing
    assert "主题可能" not in remarks("hechuan-2019-27.txt")


class TestPlaceNobodyEntered:
    """A city that the vocabulary does not have: its own province is no other place."""

    BODY = (
        "{city}政务诚信建设实施方案\n\n一、主要任务\n\n（一）政府采购。落实{province}人民政府部署。借鉴盘锦市做法。"
        "各县区要公开有关信息。（责任单位：市财政局）\n\n{city}人民政府\n2024年3月1日\n"
    )

    @pytest.mark.parametrize("province", ["江苏省", "辽宁省"])
    def test_its_province_is_no_fault(self, tmp_path: Path, province: str) -> None:
        city = "青川市"
        report = check_text(tmp_path, self.BODY.format(city=city, province=province))
        assert [finding.message for finding in report.of_part("leftovers")] == []
        (said,) = (remark for remark in report.remarks if "地区词表" in remark)
        assert said.startswith(f"{city}不在地区词表，按文中对下级的称呼（“各县区”）推定为设区的市，请核对；")
        assert f"“{province}”" in said and "jurisdictions.yaml 中登记" in said

    @pytest.mark.parametrize(("city", "province"), [("苏州市", "江苏省"), ("大连市", "辽宁省"), ("杭州市", "浙江省")])
    def test_of_a_listed_city_level_and_province_are_known(self, tmp_path: Path, city: str, province: str) -> None:
        report = check_text(tmp_path, self.BODY.format(city=city, province=province))
        assert [finding.message for finding in report.of_part("leftovers")] == []
        assert [remark for remark in report.remarks if "地区词表" in remark] == []

    def test_another_province_is_a_leftover_in_a_listed_city(self, tmp_path: Path) -> None:
        report = check_text(tmp_path, self.BODY.format(city="苏州市", province="辽宁省"))
        told = [finding.message for finding in report.of_part("leftovers")]
        assert told and all("“辽宁省" in message for message in told)

    def test_nothing_is_said_of_a_place_that_is_known(self, tmp_path: Path) -> None:
        report = check_text(tmp_path, self.BODY.format(city="盘锦市", province="辽宁省"))
        assert not any("地区词表" in remark for remark in report.remarks)

    def test_a_draft_from_nowhere_is_said_to_be_one(self, tmp_path: Path) -> None:
        report = check_text(tmp_path, "政务诚信建设实施方案\n\n一、主要任务\n\n（一）政府采购。落实盘锦市要求。\n")
        assert any(remark.startswith("看不出草稿属于哪个地区") for remark in report.remarks)


class TestDates:
    """Dates that are none, and those that were over when the draft was made."""

    BODY = (
        "盘锦市政务诚信建设实施方案\n\n一、总体要求\n\n到2020年底，政务诚信体系基本建立。\n\n二、主要任务\n\n"
        "（一）政府采购。公开有关信息。（责任单位：市财政局；完成时限：2025年2月30日前）\n\n{end}"
    )

    def test_those_over_on_its_date_wherever_they_stand(self, tmp_path: Path) -> None:
        report = check_text(tmp_path, self.BODY.format(end="盘锦市人民政府\n2024年3月1日\n"))
        told = [(finding.code, finding.spot.where) for finding in report.of_urgency("must")]
        assert told == [("deadline_before_publication", "一"), ("date_impossible", "二(一)")]

    def test_its_own_date_is_none(self, tmp_path: Path) -> None:
        report = check_text(tmp_path, self.BODY.format(end="盘锦市人民政府\n2024年2月30日\n"))
        told = [finding.message[:12] for finding in report.findings if finding.code == "date_impossible"]
        assert told == ["“2025年2月30日”", "“2024年2月30日”"]

    def test_a_draft_without_date_is_judged_by_the_day_of_the_check(self, tmp_path: Path) -> None:
        report = check_text(tmp_path, self.BODY.format(end=""))
        assert [finding.message for finding in report.findings if finding.code == "deadline_passed"] == [
            f"时限“到2020年底”（2020-12-31）在核稿之日（{TODAY}）已过"
        ]

    def test_units_to_be_filled_in_are_not_to_be_registered(self, tmp_path: Path) -> None:
        text = self.BODY.replace("市财政局", "XX部门、____、市没有局").format(end="")
        findings = check_text(tmp_path, text).findings
        assert [f.message.partition("”")[0][1:] for f in findings if f.code == "leftover_placeholder"] == [
            "XX部门",
            "____",
        ]
        assert [f.message.partition("”")[0][3:] for f in findings if f.code == "unit_unknown"] == ["市没有局"]

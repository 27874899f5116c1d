"""The drafter's report on each of the six documents and on a draft made of two of them."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from generator.drafting import DraftReport
from generator.drafting.output import render_report
from generator.drafting.report import Finding
from generator.problems import PolicykbError
from tests.drafting.drafts import SIX, check_file, check_text, mixed_draft, report_of
from tests.support import ROOT, tree


@pytest.fixture(scope="module")
def mixed(tmp_path_factory: pytest.TempPathFactory) -> DraftReport:
    return check_text(tmp_path_factory.mktemp("draft"), mixed_draft())


def _codes(report: DraftReport, code: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.code == code]


@pytest.mark.parametrize("policy", SIX)
def test_a_document_held_is_not_compared_with_itself(policy: str) -> None:
    report = report_of(policy)
    assert report.left_out == (policy,)
    assert policy not in {entry.policy for entry in report.compared}
    assert policy not in {other.policy for shared in report.shared for other in shared.others}
    assert len(report.compared) == len(SIX) - 1


@pytest.mark.parametrize("policy", SIX)
def test_every_finding_says_where_and_what_to_do(policy: str) -> None:
    report = report_of(policy)
    lines = (ROOT / "policies" / policy / "source.txt").read_text(encoding="utf-8").split("\n")
    for finding in report.findings:
        assert finding.message, finding
        assert finding.advice, finding
        assert 1 <= finding.spot.line <= len(lines), finding
    for shared in report.shared:
        # The first characters of a shared passage stand on the line named (repairs may change later ones).
        assert shared.text[:2] in lines[shared.spot.line - 1]


def test_typing_errors_of_the_documents_are_told() -> None:
    told = {finding.message for finding in report_of("jiangyin-2018-draft").of_urgency("must")}
    assert any("系统系统" in message for message in told)
    assert any("依法依归" in message for message in told)
    assert not any("请核对原" in message for message in told)


def test_no_unit_and_no_deadline_are_said_once_for_a_whole_text() -> None:
    report = report_of("yixing-2020-70")
    (deadline,) = _codes(report, "task_without_deadline")
    # What leads the work (三) says it nowhere, and is not asked.
    assert "全部17项" in deadline.message
    (unit,) = _codes(report, "task_without_unit")
    assert "22项任务中有2项" in unit.message
    # 三(一), 三(三) and 三(五) say who in their running text (领导小组要加强督导, 领导小组办公室会同…, …将会同…).
    assert [unit.spot.where, *(spot.where for spot in unit.others)] == ["三(二)", "三(四)"]


def test_units_and_deadlines_of_the_annex_or_the_group_count() -> None:
    (deadline,) = _codes(report_of("panjin-2017-25"), "task_without_deadline")
    assert [spot.where for spot in (deadline.spot, *deadline.others)] == ["五(一)", "五(三)", "五(四)"]
    assert _codes(report_of("jiangyin-2018-draft"), "task_without_unit") == []


def test_a_table_that_calls_the_tasks_otherwise_is_not_said_to_be_lacking(tmp_path: Path) -> None:
    text = (
        "云川市数据工作方案\n\n一、主要任务\n（一）摸清数据家底。编制目录。\n（二）推进共享。归集数据。\n\n"
        "附件\n云川市数据工作任务分工表\n序号\t重点任务\t具体举措\t责任单位\t完成时限\n"
        "1\t夯实基础\t编制公共数据目录\t市数据局\t2024年3月底\n2\t\t归集共享数据\t市数据局\t持续推进\n"
    )
    (unit,) = _codes(check_text(tmp_path, text), "task_without_unit")
    assert unit.message == "全部2项任务都没有写明责任单位；附表有2行写明，但任务名称与正文不同，对不上是哪一项"
    assert unit.advice.startswith("使附表的任务名称与正文标题一致")


def test_placeholders_and_bodies_of_a_template_are_told() -> None:
    report = report_of("template-x")
    assert report.place == ""
    assert {finding.message[:4] for finding in _codes(report, "leftover_placeholder")} >= {"“X省”", "“X年”"}
    told = "".join(finding.message for finding in _codes(report, "outdated_body"))
    assert "政府法制办" in told
    assert "监察局" in told


def test_dated_documents_are_judged_by_their_own_day() -> None:
    assert _codes(report_of("panjin-2017-25"), "outdated_body") == []


def test_personal_data_is_not_quoted() -> None:
    report = report_of("panjin-2017-25").model_dump_json()
    assert "郭伦" not in report


class TestMixed:
    def test_names_of_the_other_place(self, mixed: DraftReport) -> None:
        places = _codes(mixed, "leftover_place")
        # “盘锦市”指盘锦市 would say nothing.
        assert [(finding.spot.where, finding.message.partition("，")[0]) for finding in places] == [
            ("三(二)", "“盘锦”指盘锦市"),
            ("四(一)", "“盘锦市”是外地名称"),
        ]
        assert [spot.where for spot in places[0].others] == ["三(五)"]

    def test_wrong_and_missing_numbers(self, mixed: DraftReport) -> None:
        (wrong,) = _codes(mixed, "citation_number_wrong")
        assert "苏政发〔2018〕32号" in wrong.message
        assert "苏政发〔2018〕23号" in wrong.message
        (missing,) = _codes(mixed, "citation_number_missing")
        assert "国发〔2016〕76号" in missing.advice
        (form,) = _codes(mixed, "citation_number_form")
        assert form.advice == "写作“宜发〔2018〕44号”"

    def test_numbering(self, mixed: DraftReport) -> None:
        told = [(entry.spot.where, entry.urgency, entry.message) for entry in _codes(mixed, "numbering_gap")]
        assert told == [
            ("三(五)", "must", "序号(五)之前缺第4项"),
            ("三(五)", "must", "序号(五)与上一项重复"),
        ]

    def test_units_of_the_other_place(self, mixed: DraftReport) -> None:
        units = {finding.message.split("”")[0][3:]: finding for finding in _codes(mixed, "unit_unknown")}
        assert "工业和信息化局" in units["市经信委"].advice
        assert units["市经信委"].urgency == "must"
        # One name whatever the width of its brackets, told once.
        assert [spot.where for spot in units["市国资委（金融办）"].others] == ["三(五)"]

    def test_units_that_every_city_has(self, mixed: DraftReport) -> None:
        """That they are not registered proves nothing: told once, to be looked at."""
        (unmatched,) = (entry for entry in _codes(mixed, "unit_unknown") if "无从核对" in entry.message)
        assert unmatched.message.startswith("“市政府办”、“市民政局”、“市编委办”、“市人社局”、“市政府督查室”在宜兴市")

    def test_the_usual_short_form_of_a_registered_unit_is_no_finding(self, mixed: DraftReport) -> None:
        assert not any("市发改委" in entry.message for entry in _codes(mixed, "unit_unknown"))

    def test_governments_below_that_a_county_has_not(self, mixed: DraftReport) -> None:
        (level,) = _codes(mixed, "leftover_level")
        assert "“各县区”" in level.message
        assert (level.spot.where, level.urgency) == ("三(三)", "must")
        assert "四(四)" in {spot.where for spot in level.others}

    def test_whose_words_they_are(self, mixed: DraftReport) -> None:
        assert mixed.own_share is not None
        assert mixed.own_share < 0.02
        assert [share.policy for share in mixed.shares][:2] == ["yixing-2020-70", "panjin-2017-25"]
        assert mixed.left_out == ()

    def test_the_announced_count(self, mixed: DraftReport) -> None:
        assert all(finding.part == "numbering" for finding in _codes(mixed, "count_mismatch"))


@pytest.mark.parametrize(
    ("title", "items", "expected"),
    [("推进六大领域诚信建设", 5, True), ("推进五大领域诚信建设", 5, False)],
)
def test_six_announced_and_five_given(tmp_path: Path, title: str, items: int, expected: bool) -> None:
    names = ("政府采购", "招标投标", "招商引资", "政府债务", "统计工作", "金融管理")[:items]
    numbered = zip("一二三四五六", names, strict=False)
    parts = "\n".join(f"（{n}）{name}。加强{name}领域诚信建设，公开有关信息。" for n, name in numbered)
    report = check_text(tmp_path, f"宜兴市政务诚信建设实施方案\n\n一、{title}\n\n{parts}\n")
    assert bool(_codes(report, "count_mismatch")) is expected


def test_only_the_chosen_peers_are_compared(tmp_path: Path) -> None:
    report = check_text(tmp_path, mixed_draft(), ("panjin-2017-25",))
    assert [entry.policy for entry in report.compared] == ["national-2016-76", "panjin-2017-25"]
    assert {share.policy for share in report.shares} <= {"panjin-2017-25", "national-2016-76"}
    assert {peer.policy for gap in report.missing for peer in gap.peers} <= {"panjin-2017-25"}


def test_a_peer_is_named_by_its_place(tmp_path: Path) -> None:
    by_name, by_id = (check_text(tmp_path, mixed_draft(), (peer,)) for peer in ("盘锦", "panjin-2017-25"))
    assert by_name == by_id


def test_an_unknown_peer_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(PolicykbError) as raised:
        check_text(tmp_path, mixed_draft(), ("nowhere-1",))
    problem = raised.value.problems[0]
    assert problem.code == "policy_unknown"
    assert "panjin-2017-25（盘锦）" in problem.message


def test_nothing_is_written(tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (ROOT / "policies").rglob("*") if path.is_file()}
    check_text(tmp_path, mixed_draft())
    assert set(tree(tmp_path)) == {"draft.txt"}
    assert {path: path.stat().st_mtime_ns for path in (ROOT / "policies").rglob("*") if path.is_file()} == before


def test_vague_words_are_listed_with_their_sentences() -> None:
    words = {entry.word: entry for entry in report_of("yixing-2020-70").vague}
    assert words["适时"].kind == "时间不定"
    # Aims are no tasks, but it is there that most is left open.
    assert words["取得积极进展"].uses[0][0].where == "一(三)"
    spot, sentence = words["适时"].uses[0]
    assert (spot.line, spot.where) == (109, "三(五)")
    assert "适时对各镇(园区、街道)" in sentence


def test_what_the_reader_mends_is_a_fault_of_a_draft() -> None:
    told = {finding.passage: finding.message for finding in report_of("jiangyin-2018-draft").of_urgency("must")}
    messages = "\n".join(told.values())
    for fault in ("“20182020年”疑应作“2018—2020年”", "“显著改善2020年”疑应作“显著改善;2020年”", "引号疑应作“《”"):
        assert fault in messages
    assert any("“and”疑应作“和”" in entry.message for entry in report_of("panjin-2017-25").of_urgency("must"))


def test_a_text_that_stands_twice_is_told_with_its_beginning_only() -> None:
    (twice,) = _codes(report_of("jilin-2017-75-jd"), "duplicate_block")
    assert (twice.spot.line, twice.urgency) == (20, "must")
    assert twice.passage.startswith("全面推进政务诚信建设努力营造良好营商环境")
    assert len(twice.passage) < 200


def test_an_interpretation_gives_no_tasks() -> None:
    report = report_of("jilin-2017-75-jd")
    assert not _codes(report, "task_without_unit")
    assert any("政策解读" in remark for remark in report.remarks)


def test_the_annex_against_the_body_is_told_by_row_not_by_unit() -> None:
    (role,) = _codes(report_of("panjin-2017-25"), "annex_role_differs")
    assert role.message.startswith("“各相关部门”“各县区政府”“经济区政府管委会”正文为责任单位，附表第2行")
    notes = [entry for entry in _codes(report_of("panjin-2017-25"), "annex_unit_differs") if entry.urgency == "note"]
    assert [entry.message for entry in notes] == ["附表写作“经济区政府管委会”，正文为“经济区管委会”"]


def test_nothing_is_said_that_concerns_the_record_only() -> None:
    for policy in SIX:
        for finding in report_of(policy).findings:
            assert not any(word in finding.message for word in ("照原文", "按后者归入", "不作修改", "不记为没有"))


def test_documents_of_one_sentence_without_a_number_are_told_together() -> None:
    missing = _codes(report_of("jiangyin-2018-draft"), "citation_number_missing")
    assert [entry.message.count("《") for entry in missing] == [1, 5]


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("《优化营商环境条例》", []),
        ("《中华人民共和国政府采购法》", []),
        ("《宜兴市政务诚信考核办法》", ["citation_number_missing"]),
        # It is held, as a draft for comments.
        ("《江阴市关于加强镇街园区政务诚信建设的实施方案》", ["citation_of_draft"]),
        ("《国务院关于加强政务诚信建设的指导意见》（国发[2016]76号）", ["citation_number_form"]),
        ("《国务院关于加强政务诚信建设的指导意见》（国发〔2016〕76号）", []),
        # How its issuer is written makes no other document of it; 省政府 is that of one's own province.
        ("《江苏省人民政府关于加强政务诚信建设的实施意见》（苏政发〔2018〕23号）", []),
        ("《江苏省政府关于加强政务诚信建设的实施意见》（苏政发〔2018〕32号）", ["citation_number_wrong"]),
        ("《省政府关于加强政务诚信建设的实施意见》（苏政发[2018]23号）", ["citation_number_form"]),
        ("《辽宁省人民政府关于加强政务诚信建设的实施意见》（苏政发〔2018〕23号）", ["citation_title_differs"]),
        ("《省政府关于加强个人诚信建设的实施意见》（苏政发〔2018〕23号）", ["citation_title_differs"]),
        ("《吉林省政府办公厅关于加强政务诚信建设的实施方案》（吉政办发〔2017〕57号）", ["citation_number_near"]),
        ("《吉林省政府办公厅关于推进气象事业发展的实施方案》（吉政办发〔2017〕57号）", []),
    ],
)
def test_how_a_document_is_cited(tmp_path: Path, cited: str, codes: list[str]) -> None:
    text = (
        f"宜兴市政务诚信建设实施方案\n\n根据{cited}，制定本方案。\n\n一、主要任务\n\n（一）政府采购。公开采购信息。\n"
    )
    report = check_text(tmp_path, text)
    assert [finding.code for finding in report.findings if finding.part == "citations"] == codes


def test_what_only_another_document_cites_so_is_said_to_be(tmp_path: Path) -> None:
    text = (
        "宜兴市政务诚信建设实施方案\n\n根据《江苏省关于加强政务诚信建设的实施意见》（苏政发〔2018〕32号）、"
        "《盘锦市加强政务诚信建设实施方案》（盘政发〔2017〕52号），制定本方案。\n\n一、主要任务\n\n（一）政府采购。公开。\n"
    )
    wrong = [finding.message for finding in _codes(check_text(tmp_path, text), "citation_number_wrong")]
    assert [message.endswith("所引）") for message in wrong] == [True, False]


def test_tracked_changes_are_read_as_accepted_and_the_report_says_so(tmp_path: Path) -> None:
    def run(text: str, tag: str = "t") -> str:
        return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"

    paragraphs = (
        run("宜兴市政务诚信建设实施方案"),
        run("一、主要任务"),
        run("（一）政府采购。")
        + f'<w:del w:id="1">{run("市政府适时检查。", "delText")}</w:del>'
        + f'<w:ins w:id="2">{run("逐步公开采购信息。")}</w:ins>',
    )
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    file = tmp_path / "draft.docx"
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{word}"><w:body>{body}</w:body></w:document>')
    report = check_file(file)
    assert [word.word for word in report.vague] == ["逐步"]
    assert not [said for said in report.remarks if "图" in said]
    assert "draft.docx（按接受全部修订后的文字核对）" in render_report(report, "md")
    assert "全部修订" not in render_report(report_of("template-x"), "md")


def test_a_text_that_breaks_off_is_said_to_be_incomplete() -> None:
    report = report_of("template-x")
    assert any("不完整" in remark for remark in report.remarks)
    assert any("“政务诚信监督管理”" in entry.message for entry in _codes(report, "truncated"))


@pytest.mark.parametrize(
    ("title", "expected"),
    [("用好激励和惩戒两种手段", False), ("用好奖励、激励和惩戒两种手段", True), ("用好两种手段", True)],
)
def test_a_title_that_names_what_it_counts_leaves_nothing_to_count(tmp_path: Path, title: str, expected: bool) -> None:
    text = f"宜兴市政务诚信建设实施方案\n\n一、主要任务\n\n（一）{title}。失信的书面说明，守信的优先考虑。\n"
    assert bool(_codes(check_text(tmp_path, text), "count_unverified")) is expected


PLAN = """宜兴市加强政务诚信建设实施方案

为加强政务诚信建设，制定本方案。

一、重点任务

（一）政府采购。建立政府采购诚信责任制。（责任单位：财政局，2027年6月底前完成）

（二）招标投标。健全招标投标信用信息公开制度。（责任单位：财政局；长期坚持）

（三）招商引资。严格履行政策承诺。（责任单位：商务局，2027年12月底前完成）
"""


def test_time_limits_behind_units_count_for_their_tasks(tmp_path: Path) -> None:
    report = check_text(tmp_path, PLAN)
    assert _codes(report, "task_without_deadline") == []
    assert _codes(report, "unit_unknown") == []


def test_another_date_in_the_annex_is_told(tmp_path: Path) -> None:
    rows = (
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("1", "政府采购", "财政局", "2026年6月底"),
        ("2", "招标投标", "财政局", "长期"),
        ("3", "招商引资", "商务局", "2027年12月"),
    )
    table = "\n".join("\t".join(row) for row in rows)
    report = check_text(tmp_path, f"{PLAN}\n附件\n任务分工表\n{table}\n")
    (found,) = _codes(report, "annex_deadline_differs")
    assert found.message == "附表第1行“政府采购”的时限为“2026年6月底”，正文为“2027年6月底前完成”"


def test_what_is_copied_into_the_opening_parts_is_told(tmp_path: Path) -> None:
    """The guiding principle stands word for word in 宜兴's 一(一): 121 characters."""
    copied = "坚持依法依规、改革创新、协同共治理念，以依法行政、阳光行政和加强监督为主要举措"
    text = PLAN.replace("一、重点任务", f"一、总体要求\n（一）指导思想。{copied}，推动发展。\n\n二、重点任务")
    report = check_text(tmp_path, text)
    found = next(entry for entry in report.shared if entry.spot.where == "一(一)")
    assert (found.text, found.chars) == (copied, len(copied))
    assert [(other.label, other.item) for other in found.others] == [("宜兴 一(一)", "")]
    assert report.own_share is not None
    assert report.own_share < 0.8


def test_every_document_that_has_a_part_of_a_shared_passage_is_named(tmp_path: Path) -> None:
    """盘锦 二(二) has the whole sentence, 宜兴 二(一)4 its last 38 characters."""
    sentence = (
        "各级政府要依法接受同级人大及其常委会的监督，接受人民政协的民主监督，"
        "将办理和落实人大代表建议、政协委员提案的情况作为政务诚信建设的重要考量因素"
    )
    report = check_text(tmp_path, PLAN.replace("严格履行政策承诺。", f"{sentence}。"))
    found = next(entry for entry in report.shared if entry.text == sentence)
    assert [other.label for other in found.others] == ["盘锦 二(二)"]
    assert "宜兴 二(一)4" in [other.label for other, _ in found.partly]
    assert all(10 <= chars < found.chars for _, chars in found.partly)
    assert "又同" in render_report(report, "md")


def test_what_stands_in_the_draft_word_for_word_is_not_lacking(tmp_path: Path) -> None:
    """The whole of 宜兴's 二(一)2 (守信践诺) within a provision on procurement."""
    peers = next(entry for entry in report_of("panjin-2017-25").missing if entry.domain == "commitments").peers
    yixing = next(entry for entry in peers if entry.label == "宜兴 二(一)2")
    report = check_text(tmp_path, PLAN.replace("建立政府采购诚信责任制。", f"建立政府采购诚信责任制。{yixing.text}"))
    gap = next(entry for entry in report.missing if entry.domain == "commitments")
    assert [spot.where for spot in gap.answered] == ["一(一)"]


def test_documents_are_called_as_on_the_site(tmp_path: Path) -> None:
    """A new draft of a place that has one document makes two of its place here, on the site there is one."""
    held = (ROOT / "policies" / "panjin-2017-25" / "source.txt").read_text(encoding="utf-8")
    # Asked for, as what a revision of it keeps is not listed otherwise.
    report = check_text(tmp_path, held[: held.index("三、建立健全")], ("panjin-2017-25",))
    assert report.left_out == ()
    assert {entry.policy: entry.name for entry in report.compared}["panjin-2017-25"] == "盘锦"
    labels = {other.label for shared in report.shared for other in shared.others if other.policy == "panjin-2017-25"}
    assert labels
    assert all(label.startswith("盘锦 ") for label in labels)

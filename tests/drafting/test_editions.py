"""A draft that is a revision of a document held is told to be one, and what it keeps is no copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.drafting import DraftReport
from generator.drafting.editions import said_of
from generator.drafting.output import render_report
from tests.drafting.drafts import check_text
from tests.support import ROOT


def revised() -> str:
    """宜兴's document, a later edition of it: one principle worded anew, another name of a programme."""
    text = (ROOT / "policies/yixing-2020-70/source.txt").read_text(encoding="utf-8")
    body = text[text.index("宜兴市关于加强政务诚信建设的实施意见\n\n  政务诚信") :].partition("关联阅读")[0]
    for before, after in (("诚信宜兴", "信用宜兴"), ("1.依法行政。将", "1.依法行政。坚持将")):
        assert before in body
        body = body.replace(before, after)
    return body


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> DraftReport:
    return check_text(tmp_path_factory.mktemp("revised"), revised())


def test_a_revision_is_told_before_all_else_with_the_command_that_lists_its_changes(report: DraftReport) -> None:
    assert report.edition is not None
    assert report.edition.policy == "yixing-2020-70"
    assert report.edition.share > 0.95
    assert f"policykb diff yixing-2020-70 {report.file}" in report.remarks[0]
    for form in ("md", "html"):
        said = render_report(report, form)
        assert "像是宜兴（宜政办发〔2020〕70号）的修订稿，正文 99% 以上照旧" in said
        assert "与其他文件逐字相同，最多的是宜兴" not in said


def test_the_command_can_be_copied_where_a_file_has_a_blank_in_its_name(report: DraftReport) -> None:
    assert report.edition is not None
    assert said_of(report.edition, "修订稿 2.docx", asked=False).endswith(
        'policykb diff yixing-2020-70 "修订稿 2.docx"'
    )


def test_what_it_keeps_is_not_listed_as_copied(report: DraftReport) -> None:
    assert report.shared == ()
    # 盘锦 shares with what was kept; that was so before the revision.
    assert {share.policy for share in report.shares} >= {"panjin-2017-25", "yixing-2020-70"}


def test_what_a_revision_copies_anew_from_others_is_listed(tmp_path: Path) -> None:
    other = (ROOT / "policies/panjin-2017-25/source.txt").read_text(encoding="utf-8")
    begin = other.index("依托“信用辽宁”网站")
    copied = other[begin : begin + 40].replace("\n", "")
    report = check_text(tmp_path, revised().replace("  三、保障措施", f"  13.信用公开。{copied}。\n\n  三、保障措施"))
    assert report.edition is not None
    assert [entry.others[0].policy for entry in report.shared] == ["panjin-2017-25"]
    assert report.edition.elsewhere > 0


def test_a_document_that_was_asked_for_is_compared_in_full(tmp_path: Path) -> None:
    report = check_text(tmp_path, revised(), against=("yixing-2020-70",))
    assert report.edition is not None
    assert {entry.others[0].policy for entry in report.shared} == {"yixing-2020-70"}


@pytest.mark.parametrize(
    ("before", "after"),
    [("宜兴市", "海云市"), ("宜兴", "海云")],
)
def test_a_copy_for_another_place_is_a_copy(tmp_path: Path, before: str, after: str) -> None:
    report = check_text(tmp_path, revised().replace(before, after))
    assert report.edition is None
    assert report.shares[0].policy == "yixing-2020-70"
    assert report.shared


def test_the_edition_stands_under_another_title_too(tmp_path: Path) -> None:
    title = "宜兴市关于加强政务诚信建设的实施意见"
    report = check_text(tmp_path, revised().replace(title, "宜兴市政务诚信建设管理办法（修订草案征求意见稿）", 1))
    assert report.edition is not None
    assert report.edition.policy == "yixing-2020-70"


class TestDiff:
    def run(self, *arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["--root", str(ROOT), "diff", *arguments])
        return result.exit_code, result.output

    def test_a_document_held_is_compared_with_a_draft_as_it_lies(self, tmp_path: Path) -> None:
        draft = tmp_path / "draft.txt"
        draft.write_text(revised(), encoding="utf-8")
        status, said = self.run("yixing-2020-70", str(draft))
        assert status == 0
        assert "新增：坚持将依法行政作为政府部门" in said
        assert "**删去条款" not in said

    def test_what_is_neither_held_nor_a_file_is_told(self) -> None:
        status, said = self.run("nowhere-2020-1", "yixing-2020-70")
        assert status == 1
        assert "path_missing: 没有这个文件或文件夹；请写库中的编号" in said

    def test_records_may_be_json(self, tmp_path: Path) -> None:
        record = tmp_path / "record.json"
        source = ROOT / "policies/yixing-2020-70/source.txt"
        said = CliRunner().invoke(main, ["--root", str(ROOT), "parse", str(source), "--format", "json"])
        record.write_text(said.output, encoding="utf-8")
        assert self.run(str(record), str(source))[0] == 0

    @pytest.mark.parametrize("beside", [True, False])
    def test_a_document_may_be_named_by_its_folder(self, monkeypatch: pytest.MonkeyPatch, beside: bool) -> None:
        """In policies/ the id itself is one; it holds notes beside the record."""
        monkeypatch.chdir(ROOT / "policies" if beside else ROOT)
        named = "yixing-2020-70" if beside else "policies/yixing-2020-70"
        status, said = self.run(named, str(ROOT / "policies/yixing-2020-70/source.txt"))
        assert (status, "record_invalid" in said) == (0, False)

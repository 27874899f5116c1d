import csv
import dataclasses
import io
import json
import re
import zipfile

import jsonschema
import openpyxl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.models import PolicyRecord
from generator.render.data import bibliography, codebook, comparison_files, feed, records, search_index, tables
from generator.render.data.spreadsheet import Column, Table, as_csv, as_xlsx, safe_text
from generator.render.site import Settings
from tests.render.every import every_file
from tests.render.made import local, real_site, site
from tests.support import real_comparison

MODULES = (records, tables, comparison_files, codebook, search_index, bibliography, feed)
PERSONAL = ("张三丰", "13900001111")


def all_files(made):
    return {file.path: file.content for module in MODULES for file in every_file(module, made)}


def workbook_text(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)


def test_personal_data_is_in_no_file():
    for path, content in all_files(site()).items():
        text = workbook_text(content) if path.endswith(".xlsx") else content.decode("utf-8-sig")
        assert not [word for word in PERSONAL if word in text], path


def test_personal_data_is_published_when_the_settings_say_so():
    files = all_files(site(settings=Settings(publish_personal_data=True)))
    assert "张三丰" in files["data/policies/a-2018-1.json"].decode()


def test_json_and_yaml_are_the_record():
    files = all_files(site(settings=Settings(publish_personal_data=True)))
    content = json.loads(files["data/policies/a-2018-1.json"])
    assert PolicyRecord.model_validate(content) == local()
    assert yaml.safe_load(files["data/policies/a-2018-1.yaml"]) == content


def test_published_json_fits_its_schema():
    files = all_files(site())
    schema = {name: json.loads(files[f"data/schema/{name}.schema.json"]) for name in records.PUBLISHED}
    jsonschema.validate(json.loads(files["data/policies/a-2018-1.json"]), schema["policy_record"])
    jsonschema.validate(json.loads(files["data/coverage.json"]), schema["coverage"])
    for link in json.loads(files["data/alignments.json"]):
        jsonschema.validate(link, schema["alignment"])


def test_index_counts_and_names_files_that_exist():
    files = all_files(site())
    index = json.loads(files["data/index.json"])
    assert index["counts"]["policies"] == 2
    assert index["counts"]["tasks"] == 3
    assert index["counts"]["units"] == 2
    assert index["counts"]["annex_units"] == 1
    assert index["counts"]["alignments"] == 1
    assert [entry["id"] for entry in index["policies"]] == ["national-2016-76", "a-2018-1"]
    named = {*index["files"], *(entry[kind] for entry in index["policies"] for kind in ("json", "yaml", "bibtex"))}
    assert named <= set(files)


def test_content_hash_follows_the_records():
    before = records.content_hash(site())
    changed = (site().records[0], local().model_copy(update={"title": "另一标题"}))
    assert before == records.content_hash(site())
    assert before != records.content_hash(site(records=changed))


def test_alignments_have_the_published_shape():
    (link,) = json.loads(all_files(site())["data/alignments.json"])
    assert list(link) == ["from", "to", "type", "score", "evidence"]
    assert link["from"] == {"policy": "a-2018-1", "item": "t-1-1"}
    assert link["to"] == {"policy": "national-2016-76", "item": "t-1"}


def test_csv_has_a_byte_order_mark_and_one_fact_in_a_column():
    content = all_files(site())["data/units.csv"]
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    facts = [(row["item"], row["place"], row["raw"], row["role"], row["kind"], row["line"]) for row in rows]
    assert facts == [
        ("t-1-1", "body", "发改委", "lead", "named", "4"),
        ("t-1-1", "body", "各镇", "cooperate", "collective", "4"),
        ("a-1", "annex", "发改委", "lead", "named", "4"),
    ]
    assert {row["domain"] for row in rows} == {"open"}


def test_citations_say_what_is_held():
    content = all_files(site())["data/citations.csv"].decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [(row["title"], row["held"], row["line"]) for row in rows] == [
        ("国家意见", "true", "2"),
        ("某省意见", "false", "2"),
        ("考核办法", "false", "2"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", " =", "\u3000@", "\r\n="])
def test_formulas_are_text(start):
    text = start + "1+1"
    table = Table("t", (Column("c", ""),), ((text,),))
    (_, (cell,)) = csv.reader(io.StringIO(as_csv(table).decode("utf-8-sig"), newline=""))
    assert cell == "'" + text
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx((table,), ("表",))))["表"]
    assert sheet["A3"].data_type == "s"
    assert sheet["A3"].value.startswith("'")


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=40))
def test_no_text_survives_as_a_formula_or_breaks_a_workbook(text):
    shown = safe_text(text)
    assert shown.lstrip(" \u00a0\u3000")[:1] not in tuple("=+-@＝＋－＠\t\r\n")
    assert not any(ord(char) < 32 and char not in "\t\r\n" for char in shown)


def test_workbook_says_what_the_csv_files_say():
    files = all_files(site())
    book = openpyxl.load_workbook(io.BytesIO(files["data/tasks.xlsx"]))
    words = {"true": "是", "false": "否", "digest": "摘编", "full": "全文", "task": "任务", "principle": "基本原则"}
    words |= {
        "safeguard": "保障措施",
        "lead": "牵头",
        "cooperate": "配合",
        "body": "正文",
        "annex": "附表",
        "named": "具名单位",
    }
    words |= {
        "collective": "集合称谓",
        "deadline": "时限",
        "basis": "依据",
        "implements": "落实",
        "deliverable": "拟出台",
    }
    for sheet, kind in zip(book.worksheets, tables.TABLES, strict=False):
        text = io.StringIO(files[f"data/{kind.name}.csv"].decode("utf-8-sig"), newline="")
        names, *rows = csv.reader(text)
        shown = [["" if v is None else str(v) for v in row] for row in list(sheet.values)[1:]]
        assert shown[0] == names, kind.name
        folded = [column.folded for column in kind.columns]
        said = [
            [value if hidden else words.get(value, value) for value, hidden in zip(row, folded, strict=True)]
            for row in rows
        ]
        assert shown[1:] == said, kind.name
    assert book.worksheets[-1].title == "列说明"


def test_workbook_is_read_in_chinese_and_printed_on_the_width_of_a_landscape_page():
    book = openpyxl.load_workbook(io.BytesIO(all_files(real_site())["data/tasks.xlsx"]))
    for sheet in book.worksheets[:-1]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        # One page wide is what holds where nothing is said (ECMA-376 part 1, 18.3.1.63).
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert (sheet.print_title_rows, sheet.freeze_panes) == ("$1:$2", "A3")
        headings = [cell.value for cell in sheet[1]]
        assert not [heading for heading in headings if not heading or re.search("[a-z_]", heading)], sheet.title
        assert len(set(headings)) == len(headings), sheet.title
    tasks = book["条文"]
    at, width = next((c.column, tasks.column_dimensions[c.column_letter].width) for c in tasks[2] if c.value == "text")
    for row in tasks.iter_rows(min_row=3):
        # A Chinese character takes two columns and a line at least thirteen points.
        lines = len(str(row[at - 1].value)) * 2 / width
        assert lines < 1.5 or tasks.row_dimensions[row[0].row].height >= min(lines * 13, 409)
    assert tasks.row_dimensions[1].height > 20
    shown = {cell.value for cell in tasks[2] if not tasks.column_dimensions[cell.column_letter].hidden}
    assert {"policy", "jurisdiction_name", "title", "text", "domain_name", "lead_units", "text_status"} <= shown
    assert not shown & {"item", "first_line", "page", "domain"}


def test_workbook_holds_no_clock():
    first, second = (all_files(site())["data/tasks.xlsx"] for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as book:
        assert {entry.date_time for entry in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b">2000-01-01T00:00:00Z</dcterms:modified>" in book.read("docProps/core.xml")


def test_every_passage_of_the_real_tables_stands_where_it_says():
    made = real_site()
    for table in tables.tables(made):
        names = [column.name for column in table.columns]
        if "raw" not in names:
            continue
        for row in table.rows:
            fact = dict(zip(names, row, strict=True))
            source = made.sources[fact["policy"]]
            assert fact["line"] == source.count("\n", 0, fact["start"]) + 1
            assert fact["start"] < fact["end"] <= len(source)


def test_codes_are_words_in_the_workbook_that_is_read():
    """digest and interprets are no words of the office that prints the sheet; programs have the CSV files."""
    book = openpyxl.load_workbook(io.BytesIO(all_files(real_site())["data/tasks.xlsx"]))
    coded = {
        "条文": {
            "文本性质": {"全文", "摘编", "解读", "征求意见", "范本"},
            "单位名单是否以“等”结尾": {"是", "否", None},
        },
        "责任单位": {"角色": {"牵头", "配合", "责任"}, "所在": {"正文", "上级标题后的括号", "附表"}},
        "引用文件": {"本库是否收录": {"是", "否"}},
    }
    for sheet, columns in coded.items():
        heads = [cell.value for cell in book[sheet][1]]
        for head, words in columns.items():
            found = {row[heads.index(head)] for row in book[sheet].iter_rows(min_row=3, values_only=True)}
            assert found <= words and len(found) > 1, (sheet, head, found)
    for sheet in book.worksheets[:-1]:
        for number, column in enumerate(sheet.iter_cols(min_row=2, values_only=True), start=1):
            if not sheet.column_dimensions[openpyxl.utils.get_column_letter(number)].hidden and column[0] != "policy":
                codes = {str(value) for value in column[1:] if re.fullmatch("[a-z_]{2,}", str(value))}
                assert not codes, (sheet.title, column[0], codes)


def test_every_shared_passage_can_be_had_not_only_the_longest():
    made = dataclasses.replace(real_site(), comparison=real_comparison())
    (table,) = (table for table in tables.tables(made) if table.name == "shared")
    rows = [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
    assert len(rows) == sum(len(entry.runs) for entry in made.comparison.item_reuse) > 100
    texts = {(record.id, item.id): item.text for record in made.records for item in (*record.principles, *record.tasks)}
    for row in rows:
        assert texts[row["policy"], row["item"]][row["start"] : row["end"]] == row["text"]
        others = [tuple(home.split("#")) for home in row["others"].split("；")]
        assert len(others) == row["homes"]
        assert all(home in texts and home[0] != row["policy"] for home in others)
    (csv_file,) = (file for file in tables.files(made) if file.path == "data/shared.csv")
    assert len(list(csv.reader(io.StringIO(csv_file.content.decode("utf-8-sig"))))) == len(rows) + 1


def test_every_column_of_every_table_is_explained_for_programs():
    made = all_files(site())
    told = list(csv.DictReader(io.StringIO(made["data/columns.csv"].decode("utf-8-sig"))))
    assert all(row["meaning"] for row in told)
    for path, content in made.items():
        if path.endswith(".csv") and path != "data/columns.csv":
            head = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
            assert [row["column"] for row in told if f"data/{row['file']}" == path] == head, path

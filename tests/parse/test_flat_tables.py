"""Tables pasted a cell a line: bars between the cells, numbers behind a merged column, a table that stands alone."""

from __future__ import annotations

from generator.models import Reading, SourceText
from generator.parse import parse
from generator.vocabulary import Vocabulary


def read(text: str, vocabulary: Vocabulary) -> Reading:
    return parse(SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8"), vocabulary)


def rows(reading: Reading) -> list[tuple[str, str, list[str], list[str | None]]]:
    return [
        (row.row, row.title, [unit.raw for unit in row.units], [limit.raw for limit in row.deadlines])
        for row in reading.annex_rows
    ]


ALONE = """青川市停车便民行动任务分工表

序号

重点任务

具体措施

牵头单位

完成时限

1

加密站点

新增停车点80个。

市交通运输局

2025年12月底前

2

优化收费

制定收费标准。

市发展改革委

长期坚持
"""


def test_a_table_that_is_the_whole_document(vocabulary: Vocabulary) -> None:
    reading = read(ALONE, vocabulary)
    assert (reading.metadata.title, reading.metadata.document_type) == ("青川市停车便民行动任务分工表", "任务分工")
    assert rows(reading) == [
        ("1", "加密站点", ["市交通运输局"], ["2025年12月底前"]),
        ("2", "优化收费", ["市发展改革委"], ["长期坚持"]),
    ]
    assert "annex_row_unlinked" not in {warning.code for warning in reading.warnings}


BARRED = """池阳市信访局2023年政务公开重点工作任务分工
工作任务
|
具体要求
|
责任科室
|
时限要求
|
强化文件公开
|
1
|
公布文件目录。
|
办公室
|
年底前
|
做好基础工作
|
2
|
规范公开专栏。
|
各科室
|
持续推进
|
3
|
编制年度报告。
|
综合科
|
1月31日前
|
"""


def test_bars_between_cells_and_numbers_behind_a_merged_column(vocabulary: Vocabulary) -> None:
    assert rows(read(BARRED, vocabulary)) == [
        ("1", "公布文件目录", ["办公室"], ["年底前"]),
        ("2", "规范公开专栏", ["各科室"], ["持续推进"]),
        ("3", "编制年度报告", ["综合科"], ["1月31日前"]),
    ]


BY_UNIT = """云川市政务服务责任清单
责任单位
序号
责任事项
完成时限
责任人
市政务服务局
1
推进一网通办
2024年6月底
张某某
2
压减办理时限
2024年9月底
李某某
市公安局
3
优化户籍办理
2024年12月底
王某某
"""


def test_units_that_stand_once_for_several_rows_before_the_numbers(vocabulary: Vocabulary) -> None:
    reading = read(BY_UNIT, vocabulary)
    assert reading.metadata.document_type == "清单"
    assert rows(reading) == [
        ("1", "推进一网通办", ["市政务服务局"], ["2024年6月底"]),
        ("2", "压减办理时限", ["市政务服务局"], ["2024年9月底"]),
        ("3", "优化户籍办理", ["市公安局"], ["2024年12月底"]),
    ]
    names = [BY_UNIT[slice(*data.span)] for data in reading.personal_data]
    assert names == ["张某某", "李某某", "王某某"]


def test_bars_behind_cells(vocabulary: Vocabulary) -> None:
    text = "青川县重点工作任务分解表\n序号 |\n目标与任务 |\n分 管 县领导 |\n牵头责任单位 |\n责任单位 |\n"
    text += "80 |\n新增托位400个以上。 |\n俞 某 |\n县教育局 |\n县各有关单位 |\n"
    text += "81 |\n保障秋季开学。 |\n陆 某 |\n县教育局 |\n"
    assert rows(read(text, vocabulary)) == [
        ("80", "新增托位400个以上", ["县教育局", "县各有关单位"], []),
        ("81", "保障秋季开学", ["县教育局"], []),
    ]


def test_notes_below_a_table_are_no_rows(vocabulary: Vocabulary) -> None:
    found = read(ALONE.rstrip() + "\n\n注：长期任务每年报送。\n", vocabulary)
    assert rows(found) == rows(read(ALONE, vocabulary))
    assert max(found.blocks, key=lambda block: block.span).kind == "annex"

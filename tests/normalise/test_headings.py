"""What the bracket behind a heading gives to the provisions below it."""

from __future__ import annotations

from tests.properties import record_of

TITLE = "某市关于加强政务诚信建设的实施方案\n\n"


def told(text: str) -> dict[str, tuple[str | None, str | None]]:
    return {task.id: (task.units_from, task.deadlines_from) for task in record_of(TITLE + text).tasks}


def test_items_without_units_of_their_own_take_those_of_the_heading() -> None:
    found = told(
        "一、重点任务\n"
        "（一）建立信用记录。归集信息。（责任部门：市发改委。完成时限：长期）\n"
        "1.归集信息。归集政务信息。\n"
        "2.公开信息。2026年底前公开信息。\n"
        "3.开展评价。开展诚信评价。（责任部门：市财政局）\n"
        "4.应用评价。由市人社局牵头应用评价结果。\n"
        "（二）加强督导。加强督促指导。\n"
    )
    assert found == {
        "t-1-1": (None, None),
        "t-1-1-1": ("t-1-1", "t-1-1"),
        "t-1-1-2": ("t-1-1", None),
        "t-1-1-3": (None, "t-1-1"),
        "t-1-1-4": (None, "t-1-1"),
        "t-1-2": (None, None),
    }


def test_the_nearest_heading_counts() -> None:
    found = told(
        "一、重点任务\n责任单位：市发改委\n完成时限：2026年12月底前\n"
        "（一）建立信用记录。（责任单位：市财政局）\n1.归集信息。归集政务信息。\n"
        "（二）公开信息。公开政务信息。\n"
    )
    assert found == {
        "t-1": (None, None),
        "t-1-1": (None, "t-1"),
        "t-1-1-1": ("t-1-1", "t-1"),
        "t-1-2": ("t-1", "t-1"),
    }


def test_whom_running_text_charges_is_not_charged_with_what_follows() -> None:
    found = told("一、重点任务\n（一）建立信用记录。由市发改委牵头制定办法。\n1.归集信息。归集政务信息。\n")
    assert found["t-1-1-1"] == (None, None)


def test_a_bracket_that_ends_a_title_is_no_part_of_it() -> None:
    record = record_of(
        f"{TITLE}一、重点任务（责任单位：市发改委）\n"
        "（一）归集信息（责任单位：市财政局）\n归集政务信息。\n（二）公开信息（责任单位：市司法局）。公开政务信息。\n"
    )
    units = {task.title: [unit.raw for unit in task.units] for task in record.tasks}
    assert units == {"重点任务": ["市发改委"], "归集信息": ["市财政局"], "公开信息": ["市司法局"]}
    assert [task.text for task in record.tasks] == ["", "归集政务信息。", "公开政务信息。"]

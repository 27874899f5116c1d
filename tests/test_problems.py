"""Problems as people see them."""

from __future__ import annotations

from generator.problems import Problem


def test_a_problem_is_one_line_whatever_its_message_quotes() -> None:
    problem = Problem(path="policies/x/source.txt", line=3, code="unit_unknown", message="“甲\n乙\x1b[2J\u2028”未登记")
    assert str(problem) == "policies/x/source.txt:3: unit_unknown: “甲\\n乙\\x1b[2J\\u2028”未登记"

"""Problems as people see them."""

from __future__ import annotations

import errno

from generator.problems import Problem, reason_of


def test_a_problem_is_one_line_whatever_its_message_quotes() -> None:
    problem = Problem(path="policies/x/source.txt", line=3, code="unit_unknown", message="“甲\n乙\x1b[2J\u2028”未登记")
    assert str(problem) == "policies/x/source.txt:3: unit_unknown: “甲\\n乙\\x1b[2J\\u2028”未登记"


def test_what_the_system_refuses_is_said_in_chinese() -> None:
    assert reason_of(FileNotFoundError(errno.ENOENT, "No such file or directory")) == "没有这个文件或文件夹"
    assert reason_of(PermissionError(errno.EACCES, "Permission denied")) == "没有权限"
    assert reason_of(OSError(errno.ENOTEMPTY, "Directory not empty")) == "Directory not empty"
    assert reason_of(OSError("cannot")) == "OSError"
    assert reason_of(UnicodeDecodeError("utf-8", b"\xb5", 0, 1, "invalid start byte")) == "不是 UTF-8 编码，可能是 GBK"

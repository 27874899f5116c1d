"""Values that have no place in what people write (source.yaml, corrections, vocabularies): what to do about them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

from pydantic_core import ErrorDetails

_DATE = "应是日期，如 2020-09-03"
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "extra_forbidden": "没有这个字段；请删去或改正拼写",
        "missing": "缺少这个字段；请补上",
        "string_type": "应是文字；数字、日期请加引号",
        **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "应是整数"),
        **dict.fromkeys(("float_type", "float_parsing"), "应是数字"),
        **dict.fromkeys(("bool_type", "bool_parsing"), "应是 true 或 false"),
        **dict.fromkeys(("list_type", "tuple_type"), "应是列表，每项前写“- ”"),
        **dict.fromkeys(("dict_type", "model_type", "model_attributes_type"), "应由“字段: 值”组成"),
        **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing"), _DATE),
    }
)


def advice(detail: ErrorDetails) -> str:
    """What is wrong with a value, and what to do.

    Args:
        detail: What pydantic tells of it, in English.

    Returns:
        A few words, without where it stands.
    """
    if detail["type"] == "literal_error":
        expected = re.findall("'([^']*)'", str(detail.get("ctx", {}).get("expected", "")))
        return f"应是 {'、'.join(expected)} 之一"
    return _KINDS.get(detail["type"]) or f"值不合规定（{detail['msg']}）；请改正"

"""Tables of web pages, Word files and printed pages as lines: cells separated by tabs, or "key value key value"."""

from __future__ import annotations

import re
from collections.abc import Sequence

MOST_COLUMNS = 60
MOST_CELLS = 200_000

_KEY = re.compile(
    r"(?:信息)?(?:索引号?|发文机[关构]|发布机[关构]|制发机关|发文单位|公开(?:主体|日期|方式|形式|范围|时限|程序|类别|责任部门)"
    r"|(?:成文|发文|生成|制发|发布|公布|实施|失效|废止)(?:日期|时间)|发文字号|发文编号|文件编号|文号"
    r"|(?:效力|有效)状[态况]|文件状态|是否有效|有效[性期]|时效性?|效力|主题(?:分类|词|[(（][一二三四][)）])?|分类词?|信息(?:分类|名称|来源)|组配分类|体裁(?:分类)?"
    r"|公文种类|文种|关键[词字]|内容概[述况]|信息摘要|摘要|标题|名称|文件名称|服务对象|来源|点击数|浏览次数|文件下载)"
)
"""The fields that government sites print above a document (《政府信息公开目录》: 索引、名称、内容概述、生成日期)."""

COVERED = "\uffff"
"""Stands in a cell over which a merged one reaches down, until the text is finished; no character, by its standard."""

_COVERED_CELL = re.compile(rf"(?:(?<=\t){COVERED}(?=[\t\n])|(?:(?<=\n)|\A){COVERED}(?=\t))")
_COLON = ":："
_SPACE = re.compile(r"\s+")
_SPACE_RUN = re.compile(r"[ \t\r\n\f\v\u2028\u2029]+")


def is_metadata_key(text: str) -> bool:
    """Whether a cell holds the name of a metadata field (索引号, 发文字号 …), with or without a colon."""
    squeezed = _SPACE.sub("", text).rstrip(_COLON)
    return 0 < len(squeezed) <= 8 and _KEY.fullmatch(squeezed) is not None


def has_metadata_key(text: str) -> bool:
    """Whether a running text begins with a metadata field and a colon ("索引号：014046317")."""
    head, colon, _ = text.strip()[:16].replace("：", ":").partition(":")
    return bool(colon) and is_metadata_key(head)


def is_metadata_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds a document's metadata: two fields or more, and most rows begin with one.

    Args:
        rows: The cells.
    """
    filled = [[cell for cell in row if cell.strip()] for row in rows]
    filled = [row for row in filled if row]
    # A table of tasks may have columns called 来源 or 名称: its first row is all names, its other rows have none.
    opening = sum(1 for row in filled if is_metadata_key(row[0]) or has_metadata_key(row[0]))
    keys = sum(1 for row in filled for cell in row if is_metadata_key(cell) or has_metadata_key(cell))
    wide = any(len(row) > 1 and not all(is_metadata_key(cell) for cell in row) for row in filled)
    return keys >= 2 and opening * 2 >= len(filled) and wide


def table_lines(rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines that stand for a table.

    Args:
        rows: One list of cell texts for each row. A cell that is covered by a merged one is empty, or COVERED if
            that one stands above it.

    Returns:
        One line for each row that is not wholly empty. Metadata: filled cells joined by a space. A table of
        one column: its cells. Else all cells joined by tabs; rows above the first full row that have one
        filled cell (the table's title) stand alone. COVERED stays only between tabs.
    """
    clean = [[_SPACE_RUN.sub(" ", cell).strip() for cell in blanked(row)] for row in rows]
    width = max((len(row) for row in clean), default=0)
    used = [i for i in range(width) if any(i < len(row) and row[i] for row in clean)]
    if is_metadata_table(clean):
        return [" ".join(cell for cell in row if cell) for row in clean if any(row)]
    lines: list[str] = []
    opened = False
    for row, raw in zip(clean, rows, strict=True):
        filled = [cell for cell in row if cell]
        if not filled:
            continue
        if len(filled) == 1 and not opened:
            lines.append(filled[0])
            continue
        cells = [(row[i] or (COVERED if raw[i] == COVERED else "")) if i < len(row) else "" for i in used]
        lines.append("\t".join(cells))
        opened = opened or len(cells) > 1
    return lines


def blanked(row: Sequence[str]) -> list[str]:
    """A row whose covered cells are empty."""
    return ["" if cell == COVERED else cell for cell in row]


def without_covered(text: str) -> tuple[str, tuple[int, ...]]:
    """A text whose covered cells are empty.

    Args:
        text: The text with lines as `table_lines` makes them.

    Returns:
        The text without COVERED in its cells, and where in it they were.
    """
    places: list[int] = []
    for taken, match in enumerate(_COVERED_CELL.finditer(text)):
        places.append(match.start() - taken)
    return _COVERED_CELL.sub("", text) if places else text, tuple(places)

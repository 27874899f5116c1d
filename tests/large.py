"""A plan of very many tasks, for what must stay readable and quick when a document is long.

`python -m tests.large FILE` writes it, to be looked at in a site.
"""

from __future__ import annotations

import sys
from pathlib import Path

PARTS, GROUPS, TASKS = 4, 5, 10
"""Parts (一、), groups in each (（一）), tasks in each of these (1.): 200 tasks."""

NUMERALS = "一二三四五六七八九十"
FIELDS = (
    "政府采购",
    "招标投标",
    "招商引资",
    "政府债务",
    "政务公开",
    "信用承诺",
    "诚信教育",
    "失信记录",
    "信用修复",
    "政务服务",
)
STEPS = (
    "编制{field}清单，明确事项名称、办理依据和责任人，每年修订一次",
    "建立{field}台账，逐项登记承诺内容和履行情况，按季度公布",
    "公开{field}的依据、程序和结果，接受企业和群众监督",
    "对{field}中的违约失信行为书面说明原因，限期整改，并追究主要负责人责任",
    "把{field}纳入部门绩效考核，考核结果作为评优评先的依据",
)
UNITS = ("县发展改革局", "县财政局", "县司法局", "县商务局", "县行政审批局")


def plan(parts: int = PARTS, groups: int = GROUPS, tasks: int = TASKS) -> str:
    """The text of the plan: every task with two sentences, units and a date; no two are the same."""
    lines = [
        "沐川县人民政府关于印发沐川县政务诚信建设任务清单的通知",
        "沐政发〔2021〕9号",
        "",
        "各乡镇人民政府，县政府各部门：",
        "现将《沐川县政务诚信建设任务清单》印发给你们，请认真组织实施。",
        "",
        "沐川县人民政府",
        "2021年3月5日",
        "",
        "沐川县政务诚信建设任务清单",
        "",
    ]
    number = 0
    for part in range(parts):
        lines.append(f"{NUMERALS[part]}、{FIELDS[part]}等领域的任务")
        for group in range(groups):
            lines.append(f"（{NUMERALS[group]}）第{NUMERALS[group]}批任务")
            for task in range(tasks):
                field, lead = FIELDS[(task + part) % len(FIELDS)], UNITS[number % len(UNITS)]
                first = STEPS[(group + task) % len(STEPS)].format(field=field)
                second = STEPS[(group + task + 2) % len(STEPS)].format(field=field)
                lines.append(f"{task + 1}.完善{field}制度（第{number + 1}项）")
                lines.append(
                    f"{first}。{second}，2022年{number % 12 + 1}月底前完成第{number + 1}项。"
                    f"（牵头单位：{lead}，配合单位：{UNITS[(number + 2) % len(UNITS)]}、各乡镇人民政府）"
                )
                number += 1
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(plan(), encoding="utf-8")

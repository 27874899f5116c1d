"""Conditions and acts that a clause lists belong to the clause; measures and duties are provisions of their own."""

from __future__ import annotations

import pytest

from generator.models import PolicyRecord, SourceNotes, SourceText
from generator.normalise import normalise
from generator.parse import parse
from tests.support import real_vocabulary

VOCABULARY = real_vocabulary()

RULES = """青川市政务诚信管理办法

第一章 政务失信记录
第一条 {lead}
（一）拖欠企业账款的；
（二）违反招商引资承诺的：
1.不兑现优惠政策；
2.变更合同。
第二条 市财政局应当落实采购合同。
"""


def read(lead: str) -> PolicyRecord:
    return normalised(RULES.format(lead=lead))


def normalised(text: str) -> PolicyRecord:
    source = SourceText(path="x/source.txt", text=text, sha256="0" * 64, encoding="utf-8")
    return normalise(parse(source, VOCABULARY), source, SourceNotes(), VOCABULARY, "x", ())


def domains(record: PolicyRecord) -> dict[str, str]:
    return {task.id: task.domains.primary.id if task.domains.primary else "" for task in record.tasks}


@pytest.mark.parametrize(
    "lead",
    [
        "有下列情形之一的，记入政务失信记录，并归集到信用档案：",
        "行政机关不得有下列行为，违反的，记入政务失信记录：",
        "政务失信记录的信息包括：",
    ],
)
def test_members_share_the_domain_of_their_clause_and_keep_their_ids(lead: str) -> None:
    record = read(lead)
    found = domains(record)
    members = ["t-1-1-1", "t-1-1-2-1", "t-1-1-2-2"]
    assert [found[member] for member in members] == [found["t-1-1"]] * 3
    assert found["t-1-1"] == "dishonesty-records"
    touched = next(task.domains.secondary for task in record.tasks if task.id == "t-1-1-1")
    assert [domain.id for domain in touched] == ["arrears"]
    assert found["t-1-2"] != found["t-1-1"]


@pytest.mark.parametrize(
    "lead",
    [
        "市信用办采取下列措施：",
        "各部门重点整治以下行为：",
        "市信用办履行下列职责：",
        "有下列情形之一的，采取以下惩戒措施：",
    ],
)
def test_measures_and_duties_have_their_own(lead: str) -> None:
    assert domains(read(lead))["t-1-1-1"] == "arrears"


def test_what_charges_somebody_is_no_member() -> None:
    record = normalised(
        RULES.format(lead="各部门公开以下信息：").replace("企业账款的；", "企业账款的，由市工信局负责；")
    )
    assert domains(record)["t-1-1-1"] == "arrears"
    assert domains(record)["t-1-1-2-2"] == domains(record)["t-1-1"]

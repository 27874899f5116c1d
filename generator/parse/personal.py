"""Personal data (个人信息): where it stands; the data itself is never copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from generator.models import PersonalData, SourceText, Span
from generator.parse.personal_tables import find_listed
from generator.vocabulary import Vocabulary

DIGITS = r"[(（]?[\d０-９][\d０-９\-—－–\s\u00a0()（）转]{4,24}[\d０-９]"
EMAIL = (
    r"(?<![A-Za-z0-9._%+\-])(?P<found>[A-Za-z0-9._%+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8})"
)
MOBILE = r"(?<!\d)(?P<found>1[3-9]\d{9})(?!\d)"
LANDLINE = r"(?<!\d)(?P<found>(?:[(（]0\d{2,3}[)）][\-—－ ]?|0\d{2,3}[\-—－ ])\d{7,8}(?:[ ]?转[ ]?\d{1,5})?)(?!\d)"
TWO_PARTS = r"[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,6}"
"""The two parts of a name of other peoples of China."""

OFFICE = r"[\u4e00-\u9fff]{2,16}?[局委办部厅院站队处科室股]"
SOMEBODY = r"[\u4e00-\u9fff]{0,10}(?:指定|专人|人员)"
"""What stands for a person and is none."""

ACCOUNT = r"(?P<found>[A-Za-z][A-Za-z0-9_\-]{5,19}(?![A-Za-z0-9_\-@＠]))"
"""An id of WeChat: 6 to 20 letters, digits, _ and -, the first one a letter."""

Kind = Literal["name", "phone", "fax", "email", "account"]


class _Forms(NamedTuple):
    """How personal data is written.

    Attributes:
        office_holder: A person's name between an office and what the sentence charges the person with
            (副市长某某某任组长); an office without a name in between names nobody.
        each: Kind and form; earlier forms win where two overlap, so that a fax number is not taken for a phone number.
        sign: What each of these holds; a passage without is not looked at for them.
        list_label: What a line begins with that lists persons (组长：, 成员：).
        listed_holder: A name behind an office in such a line: 市长王某某、林业局局长李某某.
    """

    office_holder: re.Pattern[str]
    each: tuple[tuple[Kind, re.Pattern[str]], ...]
    sign: re.Pattern[str]
    list_label: re.Pattern[str]
    listed_holder: re.Pattern[str]


@lru_cache(maxsize=4)
def _forms(vocabulary: Vocabulary) -> _Forms:
    def words(name: str) -> str:
        return f"(?:{vocabulary.one_of('personal_words', name).pattern})"

    name = rf"(?:(?!{words('no_name')}){words('surname')}[\u4e00-\u9fff]{{1,2}}|{TWO_PARTS})"
    phone, fax = words("phone_label"), words("fax_label")
    account = words("account_label")
    person, leader, member = words("person_label"), words("leader_label"), words("member_label")
    # names of two characters are set out wide in lists: 王　伟
    listed = rf"(?:{name}|{words('surname')}[ \u3000]{{1,3}}[\u4e00-\u9fff])"
    names = r"[\u4e00-\u9fff·]{2,8}(?:[、 ](?!电话|手机|传真)[\u4e00-\u9fff·]{2,4})*"
    return _Forms(
        re.compile(rf"{words('office')}(?P<found>{name})(?:同志)?(?={words('duty')})"),
        (
            ("email", re.compile(EMAIL)),
            ("account", re.compile(rf"{account}\s*[:：]\s*{ACCOUNT}")),
            ("account", re.compile(rf"{account}\s*(?=[A-Za-z_\-]*\d){ACCOUNT}")),
            ("fax", re.compile(rf"{fax}(?:号码)?\s*[:：]?\s*(?P<found>{DIGITS})")),
            ("phone", re.compile(rf"{phone}(?:号码)?\s*[:：]\s*(?P<found>{DIGITS})")),
            ("phone", re.compile(rf"{phone}(?:号码)?\s*(?P<found>\d{{7,8}})(?!\d)")),
            ("phone", re.compile(MOBILE)),
            ("phone", re.compile(LANDLINE)),
            # 联系人：市发改委信用科王某某 names a person, 联系人：信用科 does not
            ("name", re.compile(rf"{person}\s*[:：]\s*{OFFICE}(?P<found>{name}(?:[、 ]{name})*)(?![\u4e00-\u9fff])")),
            ("name", re.compile(rf"{person}\s*[:：]\s*(?!{OFFICE}(?![\u4e00-\u9fff])|{SOMEBODY})(?P<found>{names})")),
            ("name", re.compile(rf"{person}\s*(?P<found>{name})(?=[，,、；;（(\s]*(?:(?:联系|办公)?{phone}|\d))")),
            (
                "name",
                re.compile(
                    rf"(?:{leader}|{member})\s*[:：]\s*(?P<found>{listed}(?:[、 ]{listed})*)(?![\u4e00-\u9fff])"
                ),
            ),
            (
                "name",
                re.compile(
                    rf"(?m)^[ \u3000\t]*(?P<found>{listed})[ \u3000\t]+[^。；，\n]{{2,24}}{words('office')}\s*$"
                ),
            ),
        ),
        re.compile(
            rf"[@＠]|[\d０-９][\d０-９\-—－–\s\u00a0()（）转]{{4}}|{person}|{leader}|{member}|{account}|{words('office')}\s*$"
        ),
        re.compile(rf"(?:{leader}|{member})\s*[:：](?P<list>[^\n。]*)"),
        re.compile(rf"{words('office')}[ \u3000]?(?P<found>{listed})(?:同志)?(?![\u4e00-\u9fff])"),
    )


def find_personal_data(source: SourceText, spans: Sequence[Span], vocabulary: Vocabulary) -> tuple[PersonalData, ...]:
    """Find numbers, addresses and accounts of contacts, their names, and named persons who are charged with something.

    Short public service numbers (12345) carry no label of a contact and are left alone.

    Args:
        source: The document.
        spans: The passages to look at, half-open code points into the source.
        vocabulary: Its `personal_words`.

    Returns:
        Non-overlapping finds in text order, each with its kind and span and nothing else.
    """
    forms = _forms(vocabulary)
    found = [*find_listed(source.text, spans, vocabulary)]
    for start, end in spans:
        found += [
            PersonalData(kind="name", span=m.span("found"))
            for m in forms.office_holder.finditer(source.text, start, end)
        ]
        if forms.sign.search(source.text, start, end) is None:
            continue
        for line in forms.list_label.finditer(source.text, start, end):
            holders = forms.listed_holder.finditer(source.text, *line.span("list"))
            found += [PersonalData(kind="name", span=holder.span("found")) for holder in holders]
        for kind, form in forms.each:
            for match in form.finditer(source.text, start, end):
                span = _cut(source.text, match.span("found"))
                if not any(span[0] < one.span[1] and one.span[0] < span[1] for one in found):
                    found.append(PersonalData(kind=kind, span=span))
    return tuple(sorted(found, key=lambda one: one.span))


def _cut(text: str, span: Span) -> Span:
    """End a number at the first wide gap: what follows it on the line is something else."""
    gap = re.search(r"[\s\u00a0]{2,}|\n", text[span[0] : span[1]])
    return (span[0], span[0] + gap.start()) if gap else span

"""Personal data (个人信息): where it stands; the data itself is never copied."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from generator.models import PersonalData, SourceText, Span

DIGITS = r"[(（]?[\d０-９][\d０-９\-—－–\s\u00a0()（）转]{4,24}[\d０-９]"
OFFICES = (
    "省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|局长|厅长|处长|科长|所长|院长|校长|部长|秘书长|董事长|书记|主席|主任|委员|常委|"
    "巡视员|调研员|总经理"
)
"""Offices that a person's name may follow (副市长某某某任组长)."""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕季裴霍涂苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
    "解牟艾尤穆卓古缪简项连芦麦褚娄窦戚岑景党宫费冷晏席卫米柏宗瞿桂佟臧闵邬边卞姬仇栾隋商刁沙荣巫桑郎甄丛仲虞敖巩佘池麻苑迟"
)
NO_NAME = (
    "于[每年月底本]|常[务委年态]|高[度位质效]|关[于键]|安[全排置]|文[件明化]|方[面案式]|管理|金融|向[本上社]|任[组副期]|"
    "单位|解[决释]"
)
"""Words behind an office that begin like a name."""
NAME = (
    rf"(?:(?!{NO_NAME})[{SURNAMES}]|欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|慕容|令狐|司徒)[\u4e00-\u9fff]{{1,2}}"
    r"|[\u4e00-\u9fff]{2,6}·[\u4e00-\u9fff]{2,6}"
)
"""A person's name: a surname and one or two characters, or the two parts of a name of other peoples of China."""
DUTY = (
    "(?:担?任|兼任|为)[^，。；]{0,12}(?:组长|主任|召集人|总指挥|指挥长|成员|负责人|河长|林长|链长)"
    "|(?:具体|全面|总体|牵头|共同)?(?:负责|牵头|分管|主持|挂帅|包保|联系)(?!人|同志|部门|单位)"
)
"""What a sentence charges a person with; an office without a name in between names nobody."""
OFFICE_HOLDER = re.compile(rf"(?:{OFFICES})(?P<found>{NAME})(?:同志)?(?={DUTY})")

FORMS: tuple[tuple[Literal["name", "phone", "fax", "email"], re.Pattern[str]], ...] = (
    (
        "email",
        re.compile(
            r"(?<![A-Za-z0-9._%+\-])(?P<found>[A-Za-z0-9._%+\-]{1,64}[@＠][A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,8})"
        ),
    ),
    ("fax", re.compile(rf"(?:传\s*真|图文传真)(?:号码)?\s*[:：]?\s*(?P<found>{DIGITS})")),
    ("phone", re.compile(rf"(?:电\s*话|手\s*机|联系方式|座机|热线)(?:号码)?\s*[:：]\s*(?P<found>{DIGITS})")),
    ("phone", re.compile(r"(?<!\d)(?P<found>1[3-9]\d{9})(?!\d)")),
    ("phone", re.compile(r"(?<!\d)(?P<found>[(（]?0\d{2,3}[)）]?[\-—－ ]\d{7,8})(?!\d)")),
    (
        "name",
        re.compile(
            r"(?:联\s*系|解\s*读|经\s*办|承\s*办)\s*人\s*[:：]\s*"
            r"(?P<found>[\u4e00-\u9fff·]{2,8}(?:[、 ](?!电话|手机|传真)[\u4e00-\u9fff·]{2,4})*)"
        ),
    ),
)
"""Kind and form; earlier forms win where two overlap, so that a fax number is not taken for a phone number."""

SIGN = re.compile(r"[@＠]|[\d０-９][\d０-９\-—－–\s\u00a0()（）转]{4}|(?:联\s*系|解\s*读|经\s*办|承\s*办)\s*人")
"""What every form holds; a passage without is not looked at further."""


def find_personal_data(source: SourceText, spans: Sequence[Span]) -> tuple[PersonalData, ...]:
    """Find phone and fax numbers, e-mail addresses, named contacts and named persons who are charged with something.

    Short public service numbers (12345) carry no label of a contact and are left alone.

    Args:
        source: The document.
        spans: The passages to look at, half-open code points into the source.

    Returns:
        Non-overlapping finds in text order, each with its kind and span and nothing else.
    """
    found: list[PersonalData] = []
    for start, end in spans:
        found += [
            PersonalData(kind="name", span=m.span("found")) for m in OFFICE_HOLDER.finditer(source.text, start, end)
        ]
        if SIGN.search(source.text, start, end) is None:
            continue
        for kind, form in FORMS:
            for match in form.finditer(source.text, start, end):
                span = _cut(source.text, match.span("found"))
                if not any(span[0] < one.span[1] and one.span[0] < span[1] for one in found):
                    found.append(PersonalData(kind=kind, span=span))
    return tuple(sorted(found, key=lambda one: one.span))


def _cut(text: str, span: Span) -> Span:
    """End a number at the first wide gap: what follows it on the line is something else."""
    gap = re.search(r"[\s\u00a0]{2,}|\n", text[span[0] : span[1]])
    return (span[0], span[0] + gap.start()) if gap else span

"""Units that a sentence charges in plain words: no brackets, no labels, often no 由.

The sentences are written after the forms that notices, plans and regulations use; each stands for one form.
"""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.parse.prose_units import find_prose_units
from generator.vocabulary import Vocabulary
from tests.support import real_vocabulary

VOCABULARY = real_vocabulary()

CHARGED = [
    # who leads and who helps
    ("市大数据局牵头，市公安局配合。", "lead 市大数据局|cooperate 市公安局"),
    ("市大数据局牵头；市公安局配合。", "lead 市大数据局|cooperate 市公安局"),
    (
        "市民政局牵头制定实施细则，市财政局、市人力资源社会保障局配合。",
        "lead 市民政局|cooperate 市财政局|cooperate 市人力资源社会保障局",
    ),
    (
        "市教育局牵头负责，市委编办、市财政局等单位参与。",
        "lead 市教育局|cooperate 市委编办|cooperate 市财政局",
    ),
    # the same office of all places
    ("各县（市、区）财政局负责落实资金。", "responsible 各县（市、区）财政局"),
    ("各县（区）工信局会同市财政局完成核查。", "lead 各县（区）工信局|cooperate 市财政局"),
    ("各区民政部门牵头。", "lead 各区民政部门"),
    (
        "市工业和信息化局（市大数据局）牵头，各县（市、区）政府配合。",
        "lead 市工业和信息化局（市大数据局）|cooperate 各县（市、区）政府",
    ),
    (
        "市场监管部门牵头，公安、农业农村、商务等部门配合。",
        "lead 市场监管部门|cooperate 公安|cooperate 农业农村|cooperate 商务",
    ),
    ("人民银行青川市分行牵头，各商业银行配合。", "lead 人民银行青川市分行|cooperate 各商业银行"),
    (
        "市政务服务办、市大数据局共同牵头，各有关部门积极配合。",
        "lead 市政务服务办|lead 市大数据局|cooperate 各有关部门",
    ),
    ("请市财政局牵头，会同市审计局于6月底前提出意见。", "lead 市财政局|cooperate 市审计局"),
    ("责成市住房城乡建设局牵头整改。", "lead 市住房城乡建设局"),
    ("市公安局具体负责，市司法局协助。", "responsible 市公安局|cooperate 市司法局"),
    (
        "市发展改革委为牵头单位，市财政局、市司法局为配合单位。",
        "lead 市发展改革委|cooperate 市财政局|cooperate 市司法局",
    ),
    (
        "牵头单位为市发展改革委，配合单位为市财政局、市司法局。",
        "lead 市发展改革委|cooperate 市财政局|cooperate 市司法局",
    ),
    # what somebody is said to be
    ("市发展改革委是政务诚信建设的牵头部门，市财政局是配合部门。", "lead 市发展改革委|cooperate 市财政局"),
    (
        "由市司法局作为牵头单位，市财政局、市审计局作为配合单位，建立台账。",
        "lead 市司法局|cooperate 市财政局|cooperate 市审计局",
    ),
    ("市信用办为全市政务诚信建设牵头单位。", "lead 市信用办"),
    ("确定市工信局为清欠工作牵头单位。", "lead 市工信局"),
    ("由市考核办担任牵头单位。", "lead 市考核办"),
    (
        "市教育局、市民政局分别为学校、养老机构整治的牵头单位，市财政局为配合单位、市审计局为责任单位。",
        "lead 市教育局|lead 市民政局|cooperate 市财政局|responsible 市审计局",
    ),
    ("各县（区）人民政府是本地区政务诚信建设的责任主体，要加强领导。", "responsible 各县（区）人民政府"),
    ("责任单位是市财政局。", "responsible 市财政局"),
    ("市政府将市财政局作为牵头单位，市审计局作为配合单位。", "lead 市财政局|cooperate 市审计局"),
    # offices by where they are
    ("事发地人民政府负责先期处置，属地街道办事处配合。", "responsible 事发地人民政府|cooperate 属地街道办事处"),
    (
        "所在地县级人民政府负责组织救援，事发地公安机关负责警戒。",
        "responsible 所在地县级人民政府|responsible 事发地公安机关",
    ),
    (
        "突发事件发生地县（市、区）人民政府牵头，属地乡镇（街道）配合。",
        "lead 突发事件发生地县（市、区）人民政府|cooperate 属地乡镇（街道）",
    ),
    ("由本级人民政府负责，当地民政部门负责救助。", "responsible 本级人民政府|responsible 当地民政部门"),
    ("市大数据局负总责，市信用办具体抓落实。", "responsible 市大数据局|responsible 市信用办"),
    ("市、县（市、区）两级财政部门负责保障。", "responsible 市、县（市、区）两级财政部门"),
    # who does what
    ("市财政局于2022年8月20日以前制定清单。", "responsible 市财政局"),
    ("市公安局、市财政局为委员会成员单位。", "cooperate 市公安局|cooperate 市财政局"),
    ("市财政局负责经费保障。", "responsible 市财政局"),
    (
        "加强保障。市财政局负责将工作经费列入年度预算，市审计局负责对资金使用情况进行审计监督。",
        "responsible 市财政局|responsible 市审计局",
    ),
    ("其中，市公安局负责打击违法犯罪，市交通运输局负责源头治超。", "responsible 市公安局|responsible 市交通运输局"),
    (
        "市委组织部、市人力资源社会保障局共同负责干部人才培训。",
        "responsible 市委组织部|responsible 市人力资源社会保障局",
    ),
    ("市大数据中心承担平台的建设和运维工作。", "responsible 市大数据中心"),
    ("市公安局配合做好现场秩序维护。", "cooperate 市公安局"),
    ("按照属地管理原则，各县区政府负责辖区内的日常巡查。", "responsible 各县区政府"),
    (
        "市级层面，市发展改革委负责总协调；县级层面，各县区政府负责具体落实。",
        "responsible 市发展改革委|responsible 各县区政府",
    ),
    ("每年3月底前，市教育督导委员会办公室负责制定督导计划。", "responsible 市教育督导委员会办公室"),
    ("领导小组办公室负责统筹协调、督促检查。", "responsible 领导小组办公室"),
    ("市河长办负责全市河长制工作的组织协调。", "responsible 市河长办"),
    ("市残联负责残疾人证的核发，团市委负责志愿者招募。", "responsible 市残联|responsible 团市委"),
    ("市推进政府职能转变协调小组办公室负责督促检查。", "responsible 市推进政府职能转变协调小组办公室"),
    ("国网青川供电公司负责电力保障。", "responsible 国网青川供电公司"),
    ("所需经费由市财政局负责保障。", "responsible 市财政局"),
    ("有关工作由市民政局牵头，市财政局配合。", "lead 市民政局|cooperate 市财政局"),
    # 会同
    ("市住房和城乡建设局会同市自然资源和规划局制定具体办法。", "lead 市住房和城乡建设局|cooperate 市自然资源和规划局"),
    (
        "县教育局会同县公安局、县市场监督管理局等部门定期开展校园周边环境整治。",
        "lead 县教育局|cooperate 县公安局|cooperate 县市场监督管理局",
    ),
    ("市卫生健康委要会同市医保局完善支付政策。", "lead 市卫生健康委|cooperate 市医保局"),
    ("市商务局会同有关部门研究提出支持措施。", "lead 市商务局|cooperate 有关部门"),
    ("市委组织部会同市委宣传部组织开展评选。", "lead 市委组织部|cooperate 市委宣传部"),
    # regulations: offices by what they do
    (
        "公安机关负责查处妨碍公务的行为；教育行政部门负责对学校的监督管理。",
        "responsible 公安机关|responsible 教育行政部门",
    ),
    ("市人民政府民政部门负责本市养老服务工作的统筹、指导和监督管理。", "responsible 市人民政府民政部门"),
    ("县级以上人民政府水行政主管部门负责本行政区域内河道的管理工作。", "responsible 县级以上人民政府水行政主管部门"),
    ("市、区民政部门负责养老服务工作。", "responsible 市、区民政部门"),
    (
        "发展改革、财政、自然资源等部门按照各自职责做好养老服务相关工作。",
        "responsible 发展改革|responsible 财政|responsible 自然资源",
    ),
    ("乡镇人民政府、街道办事处负责组织实施。", "responsible 乡镇人民政府|responsible 街道办事处"),
    ("县（市、区）人民政府负责本行政区域内的养老服务工作。", "responsible 县（市、区）人民政府"),
    ("各镇（街道）负责辖区内河道的日常巡查。", "responsible 各镇（街道）"),
    ("税务部门负责社会保险费征收。", "responsible 税务部门"),
    (
        "教育、医疗保障等部门和消防救援机构按照各自职责，依法做好养老服务相关工作。",
        "responsible 教育|responsible 医疗保障|responsible 消防救援机构",
    ),
    (
        "民政部门应当会同市场监督管理、卫生健康等部门建立联合检查机制。",
        "lead 民政部门|cooperate 市场监督管理|cooperate 卫生健康",
    ),
    ("市、县（区）人民政府教育督导委员会负责统筹教育督导工作。", "responsible 市、县（区）人民政府教育督导委员会"),
    (
        "公安、司法行政、应急管理、退役军人事务等部门按照各自职责，做好相关工作。",
        "responsible 公安|responsible 司法行政|responsible 应急管理|responsible 退役军人事务",
    ),
    (
        "机构编制、发展改革等部门为教育督导委员会成员单位，按照职责分工配合做好教育督导工作。",
        "cooperate 机构编制|cooperate 发展改革",
    ),
    ("县级以上人民政府应急管理部门对本行政区域内的消防工作实施监督管理。", "responsible 县级以上人民政府应急管理部门"),
    ("《办法》明确市民政部门负责统筹规划。", "responsible 市民政部门"),
    ("各行政执法部门按职责分工落实。", "responsible 各行政执法部门"),
    ("由市委网信办牵头、市公安局和市国家安全局配合。", "lead 市委网信办|cooperate 市公安局|cooperate 市国家安全局"),
    (
        "市数据要素市场化改革工作专班（办公室设在市数据局，以下简称专班）负责统筹推进。",
        "responsible 市数据要素市场化改革工作专班",
    ),
    ("（省知识产权局、省法院按职责分工负责；其余另行规定）", "responsible 省知识产权局|responsible 省法院"),
    # what is to be done with something, or by when
    ("市政府督查室把本措施落实情况列入年度督查事项。", "responsible 市政府督查室"),
    ("市财政局要将所需经费纳入年度预算。", "responsible 市财政局"),
    ("由市政府办公室把失信情况作为考核依据。", "responsible 市政府办公室"),
    ("各县（区）于2022年8月20日前制定落实清单。", "responsible 各县（区）"),
    ("市教育局应于每年3月底前公布检查计划。", "responsible 市教育局"),
    ("各有关部门要在2018年底前完成清理。", "responsible 各有关部门"),
    # by duty, as a sentence of its own
    ("各有关部门按职责分工负责。", "responsible 各有关部门"),
    ("市政务服务办牵头，各有关部门按职责分工负责。", "lead 市政务服务办|responsible 各有关部门"),
]

CHARGES_NOBODY = [
    "市大数据局为各牵头单位提供技术支撑。",
    "企业是安全生产的责任主体。",
    "市教育局将学校作为责任单位。",
    "市财政局为领导小组成员单位提供服务。",
    "各级各部门要抓好落实。",
    "各牵头部门是责任主体。",
    "按照属地管理原则，由属地负责。",
    "市商务局是招商引资工作的主管部门。",
    # mechanisms and principles
    "建立政府牵头、部门配合的机制。",
    "建立市政府牵头、部门配合的工作机制。",
    "形成党委领导、政府负责、部门协同、社会参与的工作格局。",
    "完善市级统筹、县级负责的工作机制。",
    "健全政府主导、民政牵头、部门配合、社会参与的工作机制。",
    "坚持政府主导、部门负责、社会参与。",
    "按照“谁审批、谁负责”的原则落实监管责任。",
    "谁牵头谁负责。",
    "实行行政首长负责制。",
    "建立由市政府分管负责同志牵头的协调机制。",
    "建立由市大数据局牵头的协调机制。",
    "政府负责兜底，市场负责运营。",
    "省市县三级负责。",
    "加强与市公安局的协调配合。",
    "各部门各负其责。",
    # persons
    "市教育局负责人就有关问题答记者问。",
    "市财政局负责同志到会讲话。",
    "各有关部门负责人为成员。",
    "各级各部门主要负责人要亲自抓。",
    "主要领导负总责，分管领导具体负责。",
    "县委书记、县长负责。",
    "教育局长负责。",
    "成立以市长为组长、市财政局等部门负责人为成员的领导小组。",
    # what is told of a unit, not charged
    "市大数据局牵头建设的一体化平台已上线运行。",
    "市财政局负责的项目纳入年度考核。",
    "市财政局负责审核的，应当在5个工作日内办结。",
    "市发展改革委会同市财政局起草了《办法》（征求意见稿）。",
    "近年来，市民政局会同有关部门印发了一系列文件。",
    "市公安局不再负责户外广告审批。",
    "各部门配合不力的，予以通报。",
    "向市人民政府负责并报告工作。",
    "对市教育局负责。",
    "经市财政局同意后牵头实施。",
    "依托市大数据局牵头建设平台。",
    "市教育局于2021年9月底前印发了通知。",
    "市教育局于2021年9月印发通知。",
    "市财政局在2018年以前的账目另行清理。",
    "市公安局将依法查处。",
    # appeals
    "各部门要将政务诚信纳入议事日程。",
    "各县区、市直各部门要把诚信建设作为重要任务。",
    "企业应于每年6月底前报送年报。",
    "将市公安局纳入成员单位。",
    # persons who are charged
    "市政府分管副市长周承远负责统筹。",
    # the right to interpret stands in the closing articles
    "由市发展改革委会同市司法局负责解释。",
    "由市财政局、市审计局负责对本办法的解释。",
    "本办法由市财政局商市税务局共同负责解释。",
    "本办法的具体解释工作由市信用办承担。",
    "解释工作由市信用办会同市司法局承担。",
    "本办法由市民政局负责解释。",
    "市民政局负责解释本办法。",
    # no offices
    "企业负责安全生产的日常管理。",
    "物业服务企业负责共用消防设施的维护。",
    "市场主体负责信息的真实性。",
    "学校负责校内安全。",
    "项目单位负责前期工作。",
    "鼓励龙头企业牵头，高校院所参与。",
    "教育培训机构负责学员安全。",
    "市级财政负责安排专项资金。",
    "市区公立医院牵头组建医联体。",
    "牵头单位负责统筹，配合单位按职责落实。",
    "任务由牵头单位负责。",
    # duties to help of those who are checked
    "有关单位应当配合。",
    "申请人应当配合公安机关调查。",
    "单位和个人应当配合市场监督管理部门依法开展检查。",
    "积极配合国家发展改革委开展试点。",
    "各部门要积极配合，形成合力。",
]


def charged(text: str, vocabulary: Vocabulary) -> list[str]:
    units = find_prose_units(text, 0, len(text), vocabulary)
    assert [text[slice(*unit.span)] for unit in units] == [unit.raw for unit in units]
    return [f"{unit.role} {unit.raw}" for unit in units]


@pytest.mark.parametrize(("text", "units"), CHARGED)
def test_a_sentence_charges_units(text: str, units: str, vocabulary: Vocabulary) -> None:
    assert charged(text, vocabulary) == units.split("|")


def test_the_place_of_the_document_may_stand_before_a_name(vocabulary: Vocabulary) -> None:
    head = "青川市数据要素市场化改革方案\n"
    sentence = "青川市财政局负责经费保障，市数据要素市场化改革专班负责统筹。"
    units = find_prose_units(head + sentence, len(head), len(head + sentence), vocabulary)
    assert [unit.raw for unit in units] == ["青川市财政局", "市数据要素市场化改革专班"]


@pytest.mark.parametrize("name", ["徐州市财政局", "丰县财政局", "清河县数据局", "和县人民政府", "湘西自治州财政局"])
def test_places_of_the_country_may_stand_before_a_name_wherever_the_document_is_from(
    name: str, vocabulary: Vocabulary
) -> None:
    assert charged(f"由{name}牵头，6月底前完成。", vocabulary) == [f"lead {name}"]


@pytest.mark.parametrize("said", ["全县财政局", "要市县财政局", "海云县财政局"])
def test_what_is_no_place_stands_before_no_name(said: str, vocabulary: Vocabulary) -> None:
    assert charged(f"由{said}牵头，6月底前完成。", vocabulary) == []


def test_names_that_share_their_end_are_kinds_of_departments(vocabulary: Vocabulary) -> None:
    text = "发展改革、财政等部门和消防救援机构按照各自职责做好相关工作，市民政局负责协调。"
    units = find_prose_units(text, 0, len(text), vocabulary)
    assert [(unit.raw, unit.kind) for unit in units] == [
        ("发展改革", "collective"),
        ("财政", "collective"),
        ("消防救援机构", "collective"),
        ("市民政局", "named"),
    ]


WORDS = [
    "市",
    "县",
    "各",
    "由",
    "负责",
    "牵头",
    "配合",
    "会同",
    "财政",
    "局",
    "部门",
    "公安机关",
    "、",
    "，",
    "。",
    "（",
    "）",
    "和",
    "等",
    "政府",
    "按职责分工",
    "为",
    "的",
    "了",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40))
def test_units_are_passages_of_the_text_and_never_overlap(words: list[str]) -> None:
    text = "".join(words)
    units = find_prose_units(text, 0, len(text), VOCABULARY)
    assert all(text[slice(*unit.span)] == unit.raw for unit in units)
    assert all(first.span[1] <= second.span[0] for first, second in pairwise(units))


@pytest.mark.parametrize("text", CHARGES_NOBODY)
def test_a_sentence_charges_nobody(text: str, vocabulary: Vocabulary) -> None:
    assert charged(text, vocabulary) == []

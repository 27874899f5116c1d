"""Common bodies of province, city and county find their function class by the words of their names alone."""

from __future__ import annotations

import pytest

from generator.normalise.units import AgencyRegistry
from tests.normalise.readings import vocabulary

BODIES = {
    "data": "市数据局 省大数据中心 县数据资源管理局",
    "business-environment": "省营商环境建设局 市营商局 市优化营商环境工作领导小组办公室 县营商办",
    "administrative-approval": "市政务服务管理局 市政务服务中心 区行政审批局 市政管办",
    "medical-security": "市医保局 省医疗保障局",
    "veterans": "市退役军人事务局 县退役军人局",
    "emergency-and-work-safety": "市应急管理局 应急局 市安监局",
    "rural-revitalization": "市乡村振兴局 县扶贫办",
    "forestry-and-grassland": "省林草局 市林业局 市林业和草原局",
    "customs-and-ports": "云川海关 市口岸办",
    "taxation": "市税务局 国家税务总局云川市税务局",
    "banking-regulation": "国家金融监督管理总局云川监管分局 云川金融监管分局 云川银保监分局 "
    "国家金融监管总局云川监管分局",
    "local-finance": "市地方金融监管局 市金融办 市委金融办",
    "tobacco": "市烟草专卖局 县烟草局",
    "fire-and-rescue": "市消防救援支队 市消防救援局",
    "meteorology": "市气象局",
    "civil-air-defence": "市人防办 市人民防空办公室",
    "letters-and-calls": "市信访局 市政府信访局",
    "office-administration": "市机关事务管理局 省机关事务中心",
    "state-owned-assets": "市国资委 市人民政府国有资产监督管理委员会 市国资局",
    "supply-and-marketing": "市供销社 市供销合作总社",
    "trade-union": "市总工会",
    "youth-league": "团市委 县团委 共青团云川市委",
    "womens-federation": "市妇联 市妇女联合会",
    "disabled-persons-federation": "市残联 市残疾人联合会",
    "federation-of-industry-and-commerce": "市工商联 市工商业联合会",
    "market-regulation": "市市场监管局 市工商局 市质监局 市食品药品监督管理局",
    "red-cross": "市红十字会",
    "court": "市中级人民法院 市法院 市中院 县人民法院",
    "procuratorate": "市检察院 县人民检察院",
    "discipline-inspection": "市监委 市纪委 市纪委监委机关 市委巡察办",
    "organization-department": "市委组织部 市委老干部局",
    "publicity-and-civility": "市委宣传部 市文明办",
    "united-front": "市委统战部 市侨联 市台办",
    "political-and-legal-affairs": "市委政法委 县委政法委员会",
    "cyberspace": "市委网信办 市互联网信息办公室",
    "establishment-office": "市委编办 市编办 县委机构编制委员会办公室",
    "party-committee-office": "市委办公室 县委办 市委政研室 市委改革办",
    "social-work": "市委社会工作部",
    "party-school": "市委党校",
    "archives-and-history": "市档案局 市委党史研究室 市地方志办公室",
    "ethnic-and-religious-affairs": "市民宗局 省民族宗教委",
    "intellectual-property": "市知识产权局 省知识产权局",
    "health": "市卫健委 市卫生计生委 市疾控中心 省中医药管理局",
    "housing-and-construction": "市住建局 县住房城乡建设局 市建委 市住房公积金管理中心 市房管局",
    "natural-resources": "市自然资源和规划局 市资规局 市规划和自然资源局 市规划局",
    "urban-enforcement": "市城管局 市综合行政执法局 市城市管理委员会 市园林局",
    "transport": "市交通运输局 市公路局 市港航中心",
    "water": "市水利局 市水务局 水行政主管部门 县河长办",
    "agriculture-and-rural-affairs": "市农业农村局 市农委 市畜牧局 市委农办",
    "culture-and-tourism": "市文广旅局 市文化和旅游局 市文广新局 市旅游局 市文物局",
    "sport": "市体育局",
    "education": "市教育局 县教育体育局 县教体局 教育行政主管部门",
    "science-and-technology": "市科技局 省科技厅 市科委",
    "science-association": "市科协 市科学技术协会",
    "human-resources": "市人社局 市人力资源社会保障局 市社保局 市就业局",
    "grain-and-reserves": "市粮食和物资储备局 省粮食局",
    "energy": "省能源局",
    "drug-administration": "省药监局 省药品监督管理局",
    "peoples-bank": "人民银行云川市分行 人行云川中心支行",
    "securities-regulation": "江苏证监局",
    "foreign-exchange": "国家外汇管理局云川市分局",
    "post": "市邮政管理局 市邮政公司",
    "telecommunications": "省通信管理局",
    "public-utilities": "国网云川供电公司 市供电公司",
    "statistics": "市统计局 国家统计局云川调查队",
    "foreign-affairs": "市外办 省政府外事办公室",
    "industry-and-informatization": "市工信局 市工业和信息化局 市经信局 市中小企业局",
    "commerce-and-investment": "市商务局 市招商局 市投资促进局 市贸促会 市商务委",
    "government-office": "市政府办公室 县政府办 省政府办公厅 市人民政府办公室 市政府研究室",
    "peoples-congress": "市人大常委会办公室",
    "political-consultative-conference": "市政协办公室",
    "judicial-administration": "市司法局 省司法厅",
    "civil-affairs": "市民政局",
    "public-security": "市公安局 市公安局交警支队",
    "audit": "市审计局",
    "departments": "行业主管部门",
    "finance": "市财政局",
    "development-and-reform": "市发展改革委 市发改局 市发展和改革委员会",
    "environment": "市生态环境局 县环保局",
    "bidding-regulation": "市公共资源交易中心 市公管局",
    "marine": "市海洋局 云川海事局",
    "earthquake": "省地震局",
    "lower-governments": "高新区管委会 城关镇人民政府 各街道办事处 各市人民政府",
}
CASES = [(raw, function) for function, names in BODIES.items() for raw in names.split()]


@pytest.mark.parametrize(("raw", "function"), CASES)
def test_a_common_body_is_placed(raw: str, function: str) -> None:
    found = AgencyRegistry(vocabulary(), "unknown").function_of(raw)
    assert found is not None
    assert found.id == function


@pytest.mark.parametrize(
    ("raw", "function"),
    [
        ("商务", "commerce-and-investment"),
        ("科技部门", "science-and-technology"),
        ("市交通主管部门", "transport"),
        ("农业", "agriculture-and-rural-affairs"),
        ("统计", "statistics"),
        ("行政执法部门", "urban-enforcement"),
    ],
)
def test_a_name_without_its_end_is_placed_too(raw: str, function: str) -> None:
    found = AgencyRegistry(vocabulary(), "unknown").function_of(raw)
    assert found is not None
    assert found.id == function


@pytest.mark.parametrize("raw", ["某某中心", "市分类办", "云川市人民政府", "科技集团", "文化公司"])
def test_a_name_without_such_words_is_not_guessed(raw: str) -> None:
    assert AgencyRegistry(vocabulary(), "unknown").function_of(raw) is None

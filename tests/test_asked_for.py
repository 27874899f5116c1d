"""Documents asked for at the command line are called as pages call them."""

from __future__ import annotations

import datetime

from generator.asked_for import id_asked_for, names_of_documents, not_told, offered, other_names
from tests.support import real_corpus


def test_a_place_with_several_documents_is_asked_for_with_the_year() -> None:
    corpus = real_corpus()
    (one,) = (record for record in corpus.records if record.id == "yixing-2020-70")
    later = one.model_copy(update={"id": "yixing-2023-5", "issued_on": datetime.date(2023, 5, 1)})
    names = names_of_documents([*corpus.records, later], corpus.vocabulary)
    assert id_asked_for("宜兴2020", names) == "yixing-2020-70"
    assert id_asked_for("宜兴2023", names) == "yixing-2023-5"
    assert id_asked_for("yixing-2023-5", names) == "yixing-2023-5"
    assert id_asked_for("宜兴", names) is None
    assert id_asked_for("盘锦", names) == "panjin-2017-25"


def test_a_place_with_one_document_is_asked_for_by_its_name() -> None:
    corpus = real_corpus()
    assert id_asked_for("宜兴", names_of_documents(corpus.records, corpus.vocabulary)) == "yixing-2020-70"


def test_what_is_called_nearly_so_is_offered_instead_of_everything() -> None:
    corpus = real_corpus()
    domains = {entry.id: entry.name for entry in corpus.vocabulary.domains}
    assert offered(domains, "招商") == "名称相近的：investment-promotion（招商引资）"
    assert offered(domains, "政务失信记录") == "名称相近的：dishonesty-records（政务失信记录与信用档案）"
    functions = {entry.id: entry.name for entry in corpus.vocabulary.functions}
    assert offered(functions, "市财政局") == "名称相近的：finance（财政）"
    everything = offered(domains, "猫")
    assert everything.startswith("可用的编号：") and all(known in everything for known in domains)
    assert offered({f"yi-{number}": f"宜{number}" for number in range(300)}, "猫").endswith("yi-99（宜99）等 300 个")


def test_a_document_is_asked_for_by_its_number_its_title_and_the_full_name_of_its_place() -> None:
    corpus = real_corpus()
    names, also = names_of_documents(corpus.records, corpus.vocabulary), other_names(corpus.records)
    for wanted in ("宜兴市", "宜政办发〔2020〕70号", "宜政办发[2020]70号", "宜兴市关于加强政务诚信建设的实施意见"):
        assert id_asked_for(wanted, names, also) == "yixing-2020-70", wanted
        assert id_asked_for(wanted, names) is None
    assert id_asked_for("江苏", names, also) is None
    assert id_asked_for("", names, also) is None


def test_the_full_name_of_a_place_with_several_documents_names_none() -> None:
    corpus = real_corpus()
    (one,) = (record for record in corpus.records if record.id == "yixing-2020-70")
    records = [*corpus.records, one.model_copy(update={"id": "yixing-2023-5", "doc_number": "宜政办发〔2023〕5号"})]
    names, also = names_of_documents(records, corpus.vocabulary), other_names(records)
    assert id_asked_for("宜兴市", names, also) is None
    assert id_asked_for("宜政办发〔2023〕5号", names, also) == "yixing-2023-5"
    told = not_told(["宜兴市"], "文件", names, also)
    assert told == "“宜兴市”有 2 份文件，请写编号：yixing-2020-70（宜兴2020（1））、yixing-2023-5（宜兴2020（2））"
    assert not_told(["猫", "狗"], "文件", names, also).startswith("没有编号为“猫”“狗”的文件；可用的编号：")

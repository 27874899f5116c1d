"""Documents asked for at the command line are called as pages call them."""

from __future__ import annotations

import datetime

from generator.asked_for import id_asked_for, names_of_documents
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

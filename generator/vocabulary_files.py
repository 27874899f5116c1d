"""The files of schema/vocabulary: which of them holds what, and the vocabulary that they make."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from generator.misfits import advice
from generator.problems import PolicykbError, Problem
from generator.vocabulary import Vocabulary
from generator.vocabulary_faults import misfit, pattern_problems
from generator.vocabulary_rest import OWN, with_the_rest
from generator.vocabulary_texts import VocabularyTexts, read_texts

FOLDER = "schema/vocabulary"
"""Where the files stand in a knowledge base."""

FILES: Mapping[str, tuple[str, ...]] = {
    "domains.yaml": ("baseline", "subject", "title_subjects", "domain_groups", "domains"),
    "domain_words.yaml": ("domain_words",),
    "naming_words.yaml": ("naming_words",),
    "agencies.yaml": ("functions", "agencies"),
    "jurisdictions.yaml": ("places",),
    "divisions.yaml": ("divisions",),
    "counties.yaml": ("counties", "former_counties"),
    "document_types.yaml": ("document_types", "title_words"),
    "role_labels.yaml": ("role_labels", "role_verbs", "charge_verbs", "verb_signs"),
    "deadline_words.yaml": ("deadlines", "quantities"),
    "section_words.yaml": ("section_words", "heading_words", "principle_words"),
    "boilerplate.yaml": ("boilerplate", "metadata"),
    "unit_patterns.yaml": ("unit_patterns",),
    "citation_cues.yaml": ("citation_cues",),
    "damage.yaml": ("damage", "list_words"),
    "personal_words.yaml": ("personal_words",),
    "annex_columns.yaml": ("annex_columns",),
    "outdated_bodies.yaml": ("outdated_bodies",),
    "outdated_laws.yaml": ("outdated_laws",),
    "drafting_words.yaml": ("vague_words", "leftover_words", "drafting_patterns"),
}
"""Which file holds which top-level keys of the vocabulary."""

OPTIONAL = frozenset({"domain_words.yaml", "naming_words.yaml"})
"""Files that a knowledge base does without until somebody has labelled provisions for it."""


def load_vocabulary(folder: Path) -> Vocabulary:
    """Read every vocabulary file of `folder`.

    Args:
        folder: schema/vocabulary of the knowledge base.

    Returns:
        The checked vocabulary; what an older knowledge base lacks of the language is the program's.

    Raises:
        PolicykbError: A file of its own is missing, one is no YAML, or does not fit; one problem for each fault.
    """
    if not folder.is_dir():
        message = "这里不是知识库（没有这个文件夹）；请到知识库所在的文件夹运行，或先用 policykb new 建一个"
        raise PolicykbError(Problem(path=str(folder), line=0, code="vocabulary_missing", message=message))
    return _made_of(read_texts(folder, FILES, OWN - OPTIONAL))


@functools.lru_cache(maxsize=4)
def _made_of(texts: VocabularyTexts) -> Vocabulary:
    """The vocabulary that texts make, with all that was prepared from it before."""
    folder, merged = texts.folder, texts.tables(FILES)
    try:
        vocabulary = Vocabulary.model_validate(with_the_rest(merged, FILES))
    except ValidationError as error:
        faults = (misfit(folder, FILES, detail["loc"], advice(detail)) for detail in error.errors())
        raise PolicykbError(*faults) from error
    tables = {table: rows for table in Vocabulary.model_fields if isinstance(rows := getattr(vocabulary, table), tuple)}
    problems = list(pattern_problems(folder, FILES, tables))
    if problems:
        raise PolicykbError(*problems)
    return vocabulary

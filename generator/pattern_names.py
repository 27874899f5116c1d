"""The names by which code asks for patterns of the vocabularies: a row of any other name is read by nobody."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PATTERN_NAMES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "annex_columns": frozenset(
            {
                "annexed_document",
                "collective_leader",
                "column",
                "loose_column",
                "mark",
                "no_document",
                "table_note",
                "title_line",
                "unit_part",
            }
        ),
        "boilerplate": frozenset(
            {"beside_imprint", "boilerplate", "editor_note", "imprint", "page_number", "related_reading"}
        ),
        "citation_cues": frozenset(
            {
                "amends",
                "background",
                "basis",
                "deliverable",
                "genre_only",
                "implements",
                "instrument_generic",
                "interprets",
                "number",
                "related_after",
                "related_heading",
                "repeal_list",
                "repeals",
                "repeals_before",
                "short_form",
                "unbracketed",
            }
        ),
        "damage": frozenset(
            {
                "calendar_date",
                "damaged_date",
                "damaged_years",
                "doubled_item",
                "doubled_word",
                "lost_character",
                "ocr_and",
                "series_year",
                "stages_undated",
                "stray_space",
                "suspect_hotline",
                "wrong_character",
            }
        ),
        "drafting_patterns": frozenset(
            {
                "acting",
                "addressed",
                "annex_elsewhere",
                "annex_named",
                "charge_lead",
                "cited_by_name",
                "covering_notice",
                "digest_mark",
                "edition_mark",
                "plan_period",
                "issuing_government",
                "no_place",
                "office_of_place",
                "own_provision",
                "title_filler",
            }
        ),
        "heading_words": frozenset({"edits_text", "generic", "lists_members", "opening_verb", "tail", "vague"}),
        "leftover_words": frozenset(
            {
                "assigning",
                "blank",
                "common_place",
                "levels_below_prefecture",
                "other_place_is_meant",
                "own_kind",
                "own_level",
                "own_place",
                "placeholder",
                "unit_level",
            }
        ),
        "list_words": frozenset({"addressed", "no_member"}),
        "metadata": frozenset(
            {
                "addressees",
                "adopted",
                "announced_part",
                "anonymised",
                "answer",
                "answer_behind",
                "approved_by",
                "closing",
                "closing_title",
                "consultation_deadline",
                "date",
                "date_chinese",
                "date_open",
                "effective",
                "interpreted_by",
                "issuer",
                "issuer_head",
                "key",
                "lead_in",
                "legal_status_value",
                "order",
                "order_never",
                "passed_on",
                "question",
                "states",
                "status_digest",
                "status_draft",
                "status_interpretation",
                "subtitle",
                "title_end",
                "truncation_mark",
                "validity",
                "website",
                "wrapper_title",
            }
        ),
        "personal_words": frozenset(
            {
                "duty",
                "account_label",
                "fax_label",
                "leader_label",
                "member_label",
                "name_column",
                "no_name",
                "office",
                "person_label",
                "phone_column",
                "phone_label",
                "surname",
            }
        ),
        "principle_words": frozenset({"announced", "hold", "named", "opening"}),
        "quantities": frozenset(
            {
                "bare_date",
                "bare_month",
                "deadline_filler",
                "deadline_label",
                "not_quantity",
                "other_label",
                "quantity",
                "stage_period",
            }
        ),
        "title_words": frozenset({"general"}),
        "unit_patterns": frozenset(
            {
                "acts",
                "addressed_office",
                "below_counties",
                "below_townships",
                "charge_opening",
                "first_leads",
                "collective",
                "duty_cooperate",
                "duty_lead",
                "duty_opens",
                "duty_word",
                "listed_place",
                "mechanism",
                "mechanism_end",
                "no_charge",
                "office",
                "office_department",
                "office_ending",
                "office_never",
                "office_prefix",
                "office_runs_on",
                "open_tail",
                "own_office",
                "unit_ending",
            }
        ),
        "verb_signs": frozenset({"by_duty", "charge", "role"}),
    }
)
"""Table -> names that code asks for. Tables whose names people choose (vague_words, title_subjects) are not here."""

AS_ONE = frozenset(
    {"drafting_patterns", "heading_words", "list_words", "personal_words", "principle_words", "verb_signs"}
)
"""Tables whose patterns of one name are read as a single one: names of groups must differ between its rows."""

_DATE = ("year", "month", "day")
PATTERN_GROUPS: Mapping[tuple[str, str], frozenset[str]] = MappingProxyType(
    {
        key: frozenset(groups)
        for key, groups in {
            ("principle_words", "named"): ("name",),
            ("metadata", "wrapper_title"): ("found", "quoted"),
            ("metadata", "issuer_head"): ("found",),
            ("metadata", "addressees"): ("found",),
            ("metadata", "approved_by"): ("found",),
            ("metadata", "announced_part"): ("found",),
            ("metadata", "consultation_deadline"): ("found",),
            ("metadata", "interpreted_by"): ("found",),
            ("metadata", "adopted"): ("date", "issuer", "number"),
            ("metadata", "date"): _DATE,
            ("metadata", "date_chinese"): _DATE,
            ("unit_patterns", "own_office"): ("kind",),
            ("unit_patterns", "addressed_office"): ("kind",),
            ("unit_patterns", "acts"): ("label",),
            ("unit_patterns", "first_leads"): ("others", "on"),
            ("citation_cues", "short_form"): ("found",),
            ("citation_cues", "unbracketed"): ("found",),
            ("damage", "series_year"): ("year",),
            ("damage", "damaged_date"): ("alone", "digits"),
            ("leftover_words", "own_kind"): ("kind",),
            ("leftover_words", "unit_level"): ("level",),
            ("drafting_patterns", "annex_named"): ("kind", "numbers"),
            ("drafting_patterns", "office_of_place"): ("office", "place"),
            ("drafting_patterns", "covering_notice"): ("inner",),
            ("drafting_patterns", "issuing_government"): ("place",),
        }.items()
    }
)
"""Table and name -> groups that code reads of what such a pattern finds. In the tables of AS_ONE one row of the name is
enough, in the others each has them."""

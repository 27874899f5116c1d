"""Normalise: Reading -> PolicyRecord, with agencies, domains, dates and places by the vocabularies."""

from generator.normalise.assemble import normalise, policy_stub
from generator.normalise.corrections import apply_corrections
from generator.normalise.extension import with_domains, with_places
from generator.normalise.jurisdictions import find_jurisdiction, knows_place, place_chain
from generator.normalise.known import Known, outline_of

__all__ = [
    "Known", "apply_corrections", "find_jurisdiction", "knows_place", "normalise", "outline_of", "place_chain",
    "policy_stub", "with_domains", "with_places",
]  # fmt: skip

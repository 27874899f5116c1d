"""Normalise: Reading -> PolicyRecord, with agencies, domains, dates and places by the vocabularies."""

from generator.normalise.assemble import normalise, policy_stub
from generator.normalise.corrections import apply_corrections
from generator.normalise.extension import with_domains, with_places
from generator.normalise.jurisdictions import knows_place

__all__ = ["apply_corrections", "knows_place", "normalise", "policy_stub", "with_domains", "with_places"]

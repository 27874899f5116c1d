"""Normalise: Reading -> PolicyRecord, with agencies, domains, dates and places by the vocabularies."""

from generator.normalise.assemble import normalise, policy_stub
from generator.normalise.corrections import apply_corrections

__all__ = ["apply_corrections", "normalise", "policy_stub"]

"""What the vocabularies lack: agencies, aliases and places that documents name, as entries ready to be pasted."""

from generator.suggest.agencies import AgencySuggestion, Near, is_placeless, suggest_agencies
from generator.suggest.definitions import Definition, defined_names
from generator.suggest.entries import agency_entries, place_entries
from generator.suggest.places import PlaceSuggestion, suggest_places

__all__ = [
    "AgencySuggestion",
    "Definition",
    "Near",
    "PlaceSuggestion",
    "agency_entries",
    "defined_names",
    "is_placeless",
    "place_entries",
    "suggest_agencies",
    "suggest_places",
]

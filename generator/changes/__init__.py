"""What changed between two states of the records: the public function of this stage and its result."""

from generator.changes.compute import changes_between
from generator.changes.models import Changes, FieldChange, ItemChange, ItemLine, PolicyChanges

__all__ = ["Changes", "FieldChange", "ItemChange", "ItemLine", "PolicyChanges", "changes_between"]

"""Templates as Jinja compiles them, kept in memory and handed from one process to another.

Between builds the program keeps them beside itself (`generator.kept_templates`).
"""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class CompiledTemplates(BytecodeCache):
    """What templates became, by name; Jinja compiles anew where the source is another one."""

    def __init__(self) -> None:
        """Begin with none."""
        self.held: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """The name alone: a copy of a knowledge base has the same templates elsewhere."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """See Jinja."""
        if bucket.key in self.held:
            bucket.bytecode_from_string(self.held[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """See Jinja."""
        self.held[bucket.key] = bucket.bytecode_to_string()

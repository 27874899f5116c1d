"""Adding a document: what it is called, what is known of it already, what people are shown before it is written."""

from generator.add.proposal import Proposal, Wishes, propose
from generator.add.summary import summarise
from generator.add.write import write_proposal

__all__ = ["Proposal", "Wishes", "propose", "summarise", "write_proposal"]

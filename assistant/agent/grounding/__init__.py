"""Grounding: everything that a reply says must stand in what it cites or shows."""

from assistant.agent.grounding.check import check
from assistant.agent.grounding.glossary import Glossary
from assistant.agent.grounding.names import glossary_of
from assistant.agent.grounding.numbering import Numbered, renumber
from assistant.agent.grounding.report import Report, Ungrounded

__all__ = ["Glossary", "Numbered", "Report", "Ungrounded", "check", "glossary_of", "renumber"]

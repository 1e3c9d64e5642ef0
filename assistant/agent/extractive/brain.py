"""The extractive brain: understands a message, answers each of its questions, and joins the answers."""

from __future__ import annotations

from pathlib import Path

from assistant.agent.conversation.names import ProductNames
from assistant.agent.conversation.question import Question
from assistant.agent.extractive import answering, special
from assistant.agent.extractive.clarify import completed
from assistant.agent.extractive.firms import for_each_firm
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.people import closing, contact_blocks
from assistant.agent.extractive.routing import Route, Routed, thresholds
from assistant.agent.extractive.side_by_side import several, side_by_side
from assistant.agent.extractive.understanding import ASKS_COVER, Understanding, open_understanding
from assistant.agent.memory import Memory, Pending
from assistant.agent.turn import ALONE, Draft, Request, Work
from assistant.answers import Block, BrainName
from assistant.retrieval.encoders import Encoder
from assistant.tools.coverage.words import fold
from assistant.tools.toolbox import Toolbox

_QUESTIONS = 4
"""Questions of a message that are answered."""
_FIRST = "補償"
"""A message to warm up with."""
_LEANING: frozenset[Route] = frozenset({"coverage", "comparison", "passages", "contact"})
"""Ways on which a question that finds nothing is looked up with the one before."""
_LEANS = 40
"""Characters up to which a question may lean on the one before."""
_WORDLESS: frozenset[Route] = frozenset({"incident", "person", "assistant", "declined"})


class ExtractiveBrain:
    """Answers with no language model."""

    name: BrainName = "extractive"

    def __init__(self, understanding: Understanding) -> None:
        self._understanding = understanding

    def prepare(self, toolbox: Toolbox) -> Draft:
        """See `Brain`."""
        return self.draft(Request(message=_FIRST), toolbox)

    def draft(self, request: Request, toolbox: Toolbox, work: Work = ALONE) -> Draft:  # noqa: ARG002
        """The draft of a reply to `request`."""
        memory = _on_this_page(request.memory, toolbox)
        parts = self._screened(request, toolbox)
        if parts:
            return _draft(parts, memory, toolbox)
        parts, others = self._of_others(request.message, toolbox)
        if parts and not others:
            return _draft(parts, memory, toolbox)
        for text in self._understanding.readers(toolbox).questions(request.message, memory)[:_QUESTIONS]:
            part, memory = self._answer(text, request, memory, toolbox)
            parts.append(part)
            if part.outcome == "handoff":
                break
        return _draft(parts, memory, toolbox)

    def _screened(self, request: Request, toolbox: Toolbox) -> list[Part]:
        """What is to be said before any question is looked at, and instead of that."""
        if request.incident:
            return [special.incident(toolbox, self._meant(request, toolbox))]
        if request.misuse:
            return [special.declined("misuse", toolbox)]
        if request.person:
            return [special.person(toolbox, self._meant(request, toolbox))]
        if request.instructions and not request.message.strip():
            return [special.declined("instructions", toolbox)]
        return []

    def _meant(self, request: Request, toolbox: Toolbox) -> str | None:
        """The product that a message is about: the one that it names, else that of the page or before."""
        found = self._understanding.readers(toolbox).names.find(fold(request.message))
        named = {each.product for mention in found for each in mention.meanings if each.kind == "product"}
        return named.pop() if len(named) == 1 else toolbox.product or request.memory.product

    def _of_others(self, message: str, toolbox: Toolbox) -> tuple[list[Part], bool]:
        """That nothing is said of other insurers, lines and pages' products; whether what may be is named too."""
        readers, here, parts = self._understanding.readers(toolbox), toolbox.products(), []
        named = [each for found in readers.names.find(fold(message)) for each in found.meanings]
        away = [each.product for each in named if each.kind == "product" and each.product not in here]
        if strangers := readers.strangers.find(message):
            parts.append(special.strangers(strangers, toolbox))
        if away:
            parts.append(special.elsewhere(tuple(dict.fromkeys(away)), toolbox))
        known = any(each.product in here for each in named)
        if not (parts or known) and readers.other_lines.find(message, toolbox.snapshot.passages):
            parts.append(special.declined("other_insurance", toolbox))
        return parts, known

    def _answer(self, text: str, request: Request, memory: Memory, toolbox: Toolbox) -> tuple[Part, Memory]:
        """The answer to one question, and what is remembered after it."""
        question, routed = self._understanding.of(text, request.message, memory, toolbox)
        names = self._understanding.readers(toolbox).names
        part = completed(_part(question, routed, toolbox, names), toolbox, question.product)
        if part.outcome == "not_found" and (again := _with_topic(question, routed, memory)):
            retried = completed(_part(again, routed, toolbox, names), toolbox, again.product)
            part, question = (retried, again) if retried.outcome == "answered" else (part, question)
        if routed.route in _WORDLESS:
            return part, memory
        items = part.items or question.items
        pending = None
        if part.ask:
            pending = Pending(argument=part.ask.argument, choices=part.ask.choices, question=question.text)
        return part, question.remembered(memory, items=items, pending=pending)


def open_extractive(encoder: Encoder, data_dir: Path) -> ExtractiveBrain:
    """The brain whose learnt parts are kept below `data_dir`."""
    return ExtractiveBrain(open_understanding(encoder, data_dir))


def _on_this_page(memory: Memory, toolbox: Toolbox) -> Memory:
    """The memory without a product of which nothing may be said here, and what belongs to it."""
    if memory.product is None or memory.product in toolbox.products():
        return memory
    return memory.model_copy(
        update={"product": None, "plan": None, "limit_set": None, "riders": (), "without_riders": (), "pending": None}
    )


def _with_topic(question: Question, routed: Routed, memory: Memory) -> Question | None:
    """A question that by itself finds nothing, together with the one before, where it may lean on that."""
    leans = not (
        question.continues or question.slots.products or question.other_peril > thresholds().other_peril_open
    )
    if memory.question is None or not leans or routed.route not in _LEANING or len(question.typed) > _LEANS:
        return None
    items = memory.items if question.intent in ASKS_COVER else ()
    return question._replace(text=f"{memory.question} {question.typed}", items=question.items or items)


def _draft(parts: list[Part], memory: Memory, toolbox: Toolbox) -> Draft:
    """The parts as one draft; what is not our job is passed over beside what is."""
    whole = answering.joined([part for part in parts if part.outcome != "declined"] or parts[:1])
    return Draft(
        outcome=whole.outcome,
        verdict=whole.verdict,
        blocks=(*whole.blocks, *_people(whole, toolbox)),
        results=whole.results,
        suggestions=whole.suggestions,
        memory=memory,
    )


def _part(question: Question, routed: Routed, toolbox: Toolbox, names: ProductNames) -> Part:
    if products := several(question, routed, toolbox):
        return side_by_side(question, routed, products, names, toolbox)
    match routed.route:
        case "incident":
            return special.incident(toolbox, question.product)
        case "person":
            return special.person(toolbox, question.product)
        case "assistant":
            return special.about_assistant(toolbox)
        case "declined":
            return special.declined(routed.intent, toolbox)
        case "coverage":
            return answering.coverage(question, toolbox, promise=routed.intent == "promise")
        case "eligibility":
            return for_each_firm(question, toolbox, answering.eligibility)
        case "premium":
            return for_each_firm(question, toolbox, answering.premium)
        case "comparison":
            return answering.comparison(question, toolbox)
        case "contact":
            return answering.contact(question, toolbox)
        case "passages":
            return answering.from_passages(question, toolbox, routed.verdict)


def _people(part: Part, toolbox: Toolbox) -> tuple[Block, ...]:
    """The person to ask, where the answer does not name one yet."""
    if part.contacts:
        return ()
    if part.outcome == "not_found":
        return contact_blocks(toolbox, part.products[0] if len(part.products) == 1 else toolbox.product, most=6)
    return closing(toolbox, part.products)

"""The extractive brain: understands a message, answers each of its questions, and joins the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.agent.conversation.cues import asks_for_rules, is_of_price, supposes
from assistant.agent.conversation.follow_up import Asked, is_short, resolve
from assistant.agent.conversation.generic_names import generic_names
from assistant.agent.conversation.matter import compares
from assistant.agent.conversation.names import ProductNames
from assistant.agent.conversation.other_lines import OtherLines
from assistant.agent.conversation.question import Question
from assistant.agent.conversation.slots import read_slots, without_names
from assistant.agent.conversation.strangers import Strangers
from assistant.agent.extractive import answering, special
from assistant.agent.extractive.clarify import completed
from assistant.agent.extractive.firms import for_each_firm
from assistant.agent.extractive.part import Part
from assistant.agent.extractive.people import closing, contact_blocks
from assistant.agent.extractive.routing import Evidence, Route, Routed, compared, route, thresholds
from assistant.agent.extractive.side_by_side import several, side_by_side
from assistant.agent.memory import Memory, Pending
from assistant.agent.screening.personal import personal_data
from assistant.agent.screening.signals import asks_of_cover, cries
from assistant.agent.turn import ALONE, Draft, Request, Work
from assistant.agent.understanding.fact_concerns import FactConcerns, open_fact_concerns
from assistant.agent.understanding.intents import IntentFinder, open_intents
from assistant.agent.understanding.perils import PerilFinder, cyber_products, open_perils
from assistant.agent.understanding.questions import split
from assistant.answers import Block, BrainName
from assistant.knowledge.base import KnowledgeBase
from assistant.retrieval.encoders import Encoder
from assistant.text import comparable
from assistant.tools.coverage.words import fold
from assistant.tools.industries import IndustryFinder
from assistant.tools.toolbox import Toolbox

_QUESTIONS = 4
"""Questions of a message that are answered."""
_FIRST = "補償"
"""A message to warm up with."""
_OF_COVER: frozenset[Route] = frozenset({"coverage", "comparison", "passages"})
"""Ways on which something may be called covered."""
_ASKS_COVER = ("coverage", "limit", "promise")
_OF_FIRMS: frozenset[Route] = frozenset({"eligibility", "premium", "comparison"})
"""Ways on which firms and plans are looked up."""
_LEANING: frozenset[Route] = frozenset({"coverage", "comparison", "passages", "contact"})
"""Ways on which a question that finds nothing is looked up with the one before."""
_LEANS = 40
"""Characters up to which a question may lean on the one before."""
_WORDLESS: frozenset[Route] = frozenset({"incident", "person", "assistant", "declined"})


class _Readers(NamedTuple):
    """What reads messages, over one knowledge base."""

    knowledge: KnowledgeBase
    names: ProductNames
    industries: IndustryFinder
    strangers: Strangers
    other_lines: OtherLines
    cyber: frozenset[str]


class ExtractiveBrain:
    """Answers with no language model."""

    name: BrainName = "extractive"

    def __init__(self, intents: IntentFinder, perils: PerilFinder, concerns: FactConcerns) -> None:
        self._intents, self._perils, self._concerns = intents, perils, concerns
        self._known: _Readers | None = None

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
        for text in self._questions(request.message, memory, toolbox)[:_QUESTIONS]:
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
        found = self._readers(toolbox).names.find(fold(request.message))
        named = {each.product for mention in found for each in mention.meanings if each.kind == "product"}
        return named.pop() if len(named) == 1 else toolbox.product or request.memory.product

    def _of_others(self, message: str, toolbox: Toolbox) -> tuple[list[Part], bool]:
        """That nothing is said of other insurers, lines and pages' products; whether what may be is named too."""
        readers, here, parts = self._readers(toolbox), toolbox.products(), []
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

    def _questions(self, message: str, memory: Memory, toolbox: Toolbox) -> list[str]:
        """The questions of a message, each with what happened; a mere product or figure is none.

        In a conversation the first one may ask of another product what was asked before (ほな弥生は?).
        """
        found = split(message).questions
        blank = {each.text for each in found if self._is_blank(each.text, toolbox) and not asks_for_rules(each.text)}
        again = memory.question is not None and found[0].text in blank and found[0].elliptical
        own = [each for each in found if each.text not in blank] or list(found[-1:])
        if again and found[0] not in own:
            own.insert(0, found[0])
        texts = []
        for each in own:
            behind = () if again and each is found[0] else each.behind
            texts.append(" ".join((*self._told((*each.situation, *behind), toolbox), each.text)))
        return texts

    def _told(self, situation: Sequence[str], toolbox: Toolbox) -> list[str]:
        """What is told beside a question, without products, figures and personal data."""
        told = [said for said in situation if not personal_data().masked.search(said)]
        return [said for said in told if not self._is_blank(said, toolbox)]

    def _is_blank(self, text: str, toolbox: Toolbox) -> bool:
        """Whether a text says nothing but a product, a plan, a figure or a trade."""
        readers = self._readers(toolbox)
        return read_slots(text, readers.names, readers.industries).blank

    def _answer(self, text: str, request: Request, memory: Memory, toolbox: Toolbox) -> tuple[Part, Memory]:
        """The answer to one question, and what is remembered after it."""
        question, routed = self._understood(text, request.message, memory, toolbox)
        names = self._readers(toolbox).names
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

    def _understood(self, text: str, message: str, memory: Memory, toolbox: Toolbox) -> tuple[Question, Routed]:
        readers = self._readers(toolbox)
        shares: Mapping[str, float] = {
            each.intent: each.share for each in self._intents.scores(text, toolbox.vector(text))
        }
        named = bool(toolbox.named_items(text))
        slots = read_slots(message, readers.names, readers.industries, memory.product or toolbox.product, memory.plan)
        slots = slots.within(toolbox.products())
        if len(slots.products) == 1 and memory.product and compares(text):
            slots = slots._replace(products=tuple(dict.fromkeys((memory.product, *slots.products))))
        firm = slots.industry is not None or any(each.revenue for each in slots.amounts)
        priced = bool(slots.limit_sets or slots.percents or slots.described)
        complete = priced and slots.industry is not None and bool(slots.amounts)
        product = bool(slots.products or slots.plans or slots.limit_sets or slots.riders or slots.riders_left_out)
        supposed = supposes(fold(text)) or asks_of_cover(message)
        evidence = Evidence(named, product, firm, priced, supposed, complete, slots.blank, is_of_price(fold(message)))
        about = self._concerns.about(text, toolbox.vector(text), toolbox.knowledge, toolbox.products())
        if not (slots.riders or slots.riders_left_out):
            seeks = about.sought and bool(about.meant)
            evidence = evidence._replace(sought=seeks, told=seeks or about.incident)
        routed = route(shares, evidence)
        if routed.route == "incident" and (others := self._no_incident(text, message, shares, toolbox)):
            shares, evidence = others, evidence._replace(supposed=True)
            routed = route(shares, evidence)
        if not (product or priced) and self._tells_other_loss(routed, shares, message, toolbox):
            routed = Routed("coverage", "coverage", shares["coverage"])
        if routed.route == "comparison" and len(slots.products) > 1:
            routed = compared(routed, shares, evidence)
        back = {each.industry for each in readers.industries.taken_back(message)} & {memory.industry}
        if slots.industry is None and (back or _wants_trade(routed, memory)):
            slots = slots._replace(industry=toolbox.industry_in(message).industry)
        if back and slots.industry is None:
            memory = memory.model_copy(update={"industry": None})
        topic = without_names(memory.question or "", readers.names)
        asked = Asked(text, routed.intent, routed.share, slots, named, topic)
        question = resolve(asked, memory, toolbox.product, thresholds().sure)
        if _only_names(asked, routed, memory):
            question = question._replace(intent=memory.intent or question.intent, text=f"{memory.question} {text}")
            routed = route({question.intent: 1.0}, Evidence())
        if question.continues or question.intent != routed.intent:
            routed = route({question.intent: 1.0}, Evidence(item=named and not question.continues))
        within = {question.product} if question.product else set(toolbox.products())
        if routed.route in _OF_COVER and within <= readers.cyber:
            told = [question.text, *([message] if comparable(message) != comparable(question.text) else ())]
            perils = [self._perils.read(each, toolbox.vector(each)) for each in told]
            vector = toolbox.vector(question.text)
            concern = self._concerns.about(question.text, vector, toolbox.knowledge, within)
            question = question._replace(other_peril=max(each.other for each in perils), about=concern)
            wants = routed.route != "passages" or routed.verdict
            if wants and perils[0].item and not named and toolbox.named_items(perils[0].item):
                question, routed = question._replace(items=(perils[0].item,)), routed._replace(route="coverage")
        return question, routed

    def _no_incident(
        self, text: str, message: str, shares: Mapping[str, float], toolbox: Toolbox
    ) -> Mapping[str, float] | None:
        """The intents to go by where what sounds like an incident is none; None where it may well be one.

        It is none where it is a loss of another line, or where a question by itself asks only for cover.
        """
        if self._perils.read(message, toolbox.vector(message)).other > thresholds().other_peril_named:
            return shares
        if cries(message):
            return None
        for each in split(message).questions:
            if text == each.text or not text.endswith(each.text):
                continue
            alone = {
                found.intent: found.share for found in self._intents.scores(each.text, toolbox.vector(each.text))
            }
            if sum(alone[intent] for intent in _ASKS_COVER) >= thresholds().only_cover:
                return alone
        return None

    def _tells_other_loss(self, routed: Routed, shares: Mapping[str, float], message: str, toolbox: Toolbox) -> bool:
        """Whether what sounds like a question about the asker's firm or about plans tells of another loss."""
        if routed.route not in _OF_FIRMS or not set(toolbox.products()) <= self._readers(toolbox).cyber:
            return False
        limits = thresholds()
        if shares[routed.intent] >= limits.sure or sum(shares[each] for each in _ASKS_COVER) < limits.stated:
            return False
        return self._perils.read(message, toolbox.vector(message)).other > limits.other_peril_named

    def _readers(self, toolbox: Toolbox) -> _Readers:
        knowledge, readers = toolbox.knowledge, self._known
        if readers is None or readers.knowledge is not knowledge:
            readers = self._known = _Readers(
                knowledge,
                ProductNames(knowledge, generic_names(toolbox.snapshot)),
                IndustryFinder(knowledge),
                Strangers(knowledge),
                OtherLines(knowledge),
                cyber_products(toolbox.snapshot),
            )
        return readers


def open_extractive(encoder: Encoder, data_dir: Path) -> ExtractiveBrain:
    """The brain whose learnt parts are kept below `data_dir`."""
    return ExtractiveBrain(
        open_intents(encoder, data_dir), open_perils(encoder, data_dir), open_fact_concerns(encoder, data_dir)
    )


def _on_this_page(memory: Memory, toolbox: Toolbox) -> Memory:
    """The memory without a product of which nothing may be said here, and what belongs to it."""
    if memory.product is None or memory.product in toolbox.products():
        return memory
    return memory.model_copy(
        update={"product": None, "plan": None, "limit_set": None, "riders": (), "without_riders": (), "pending": None}
    )


def _wants_trade(routed: Routed, memory: Memory) -> bool:
    """Whether a message may say what the firm's trade is, where no name of one stands in it."""
    if memory.pending and memory.pending.argument == "industry":
        return True
    return routed.route in ("eligibility", "premium") and memory.industry is None


def _with_topic(question: Question, routed: Routed, memory: Memory) -> Question | None:
    """A question that by itself finds nothing, together with the one before, where it may lean on that."""
    leans = not (
        question.continues or question.slots.products or question.other_peril > thresholds().other_peril_open
    )
    if memory.question is None or not leans or routed.route not in _LEANING or len(question.typed) > _LEANS:
        return None
    items = memory.items if question.intent in _ASKS_COVER else ()
    return question._replace(text=f"{memory.question} {question.typed}", items=question.items or items)


def _only_names(asked: Asked, routed: Routed, memory: Memory) -> bool:
    """Whether a message in a conversation is just a word or two that sound like no question of ours (iPhoneは?)."""
    thanks = routed.intent == "greeting" and routed.share >= thresholds().sure
    return memory.question is not None and routed.route == "declined" and is_short(asked) and not thanks


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

"""What a question asks, of what and for whom, and the way on which it is answered."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.agent.conversation.cues import is_of_price, supposes
from assistant.agent.conversation.follow_up import Asked, is_short, resolve
from assistant.agent.conversation.matter import compares
from assistant.agent.conversation.question import Question
from assistant.agent.conversation.slots import Slots, read_slots, without_names
from assistant.agent.extractive.readers import Readers, open_readers
from assistant.agent.extractive.routing import Evidence, Route, Routed, compared, route, thresholds
from assistant.agent.memory import Memory
from assistant.agent.screening.signals import asks_of_cover, cries
from assistant.agent.understanding.fact_concerns import FactConcerns, open_fact_concerns
from assistant.agent.understanding.intents import IntentFinder, open_intents
from assistant.agent.understanding.perils import PerilFinder, open_perils
from assistant.agent.understanding.questions import split
from assistant.retrieval.encoders import Encoder
from assistant.text import comparable
from assistant.tools.coverage.words import fold
from assistant.tools.toolbox import Toolbox

ASKS_COVER = ("coverage", "limit", "promise")
"""Intents of whoever asks what is covered."""
_OF_COVER: frozenset[Route] = frozenset({"coverage", "comparison", "passages"})
"""Ways on which something may be called covered."""
_OF_FIRMS: frozenset[Route] = frozenset({"eligibility", "premium", "comparison"})
"""Ways on which firms and plans are looked up."""


class Understanding:
    """Questions to what they ask and how they are answered."""

    def __init__(self, intents: IntentFinder, perils: PerilFinder, concerns: FactConcerns) -> None:
        self._intents, self._perils, self._concerns = intents, perils, concerns
        self._known: Readers | None = None

    def readers(self, toolbox: Toolbox) -> Readers:
        """What reads messages over the knowledge base of the toolbox."""
        if self._known is None or self._known.knowledge is not toolbox.knowledge:
            self._known = open_readers(toolbox)
        return self._known

    def of(self, text: str, message: str, memory: Memory, toolbox: Toolbox) -> tuple[Question, Routed]:
        """What a question asks, and the way on which it is answered.

        Args:
            text: one question of the message, with what happened.
            message: all that the person typed.
        """
        readers = self.readers(toolbox)
        slots = self._slots(text, message, memory, toolbox)
        named = bool(toolbox.named_items(text))
        routed = self._routed(text, message, slots, named, toolbox)
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
            return self._of_loss(question, routed, message, named, toolbox)
        return question, routed

    def _slots(self, text: str, message: str, memory: Memory, toolbox: Toolbox) -> Slots:
        """What the message itself gives; beside the product before, where it is compared with that."""
        readers = self.readers(toolbox)
        slots = read_slots(message, readers.names, readers.industries, memory.product or toolbox.product, memory.plan)
        slots = slots.within(toolbox.products())
        if len(slots.products) == 1 and memory.product and compares(text):
            slots = slots._replace(products=tuple(dict.fromkeys((memory.product, *slots.products))))
        return slots

    def _routed(self, text: str, message: str, slots: Slots, named: bool, toolbox: Toolbox) -> Routed:
        """The way of a question by itself; `named` says whether it has a name of coverage facts."""
        shares = self._shares(text, toolbox)
        evidence = self._evidence(text, message, slots, named, toolbox)
        routed = route(shares, evidence)
        if routed.route == "incident" and (others := self._no_incident(text, message, shares, toolbox)):
            shares, evidence = others, evidence._replace(supposed=True)
            routed = route(shares, evidence)
        if not (evidence.product or evidence.priced) and self._tells_other_loss(routed, shares, message, toolbox):
            routed = Routed("coverage", "coverage", shares["coverage"])
        if routed.route == "comparison" and len(slots.products) > 1:
            routed = compared(routed, shares, evidence)
        return routed

    def _evidence(self, text: str, message: str, slots: Slots, named: bool, toolbox: Toolbox) -> Evidence:
        """What the message names beside what it sounds like."""
        riders = bool(slots.riders or slots.riders_left_out)
        priced = bool(slots.limit_sets or slots.percents or slots.described)
        evidence = Evidence(
            item=named,
            product=bool(slots.products or slots.plans or slots.limit_sets or riders),
            firm=slots.industry is not None or any(each.revenue for each in slots.amounts),
            priced=priced,
            supposed=supposes(fold(text)) or asks_of_cover(message),
            complete=priced and slots.industry is not None and bool(slots.amounts),
            bare=slots.blank,
            price=is_of_price(fold(message)),
        )
        if riders:
            return evidence
        about = self._concerns.about(text, toolbox.vector(text), toolbox.knowledge, toolbox.products())
        seeks = about.sought and bool(about.meant)
        return evidence._replace(sought=seeks, told=seeks or about.incident)

    def _of_loss(
        self, question: Question, routed: Routed, message: str, named: bool, toolbox: Toolbox
    ) -> tuple[Question, Routed]:
        """A question that may want a verdict, with what kind of loss it tells of and which facts it is about."""
        told = [question.text, *([message] if comparable(message) != comparable(question.text) else ())]
        perils = [self._perils.read(each, toolbox.vector(each)) for each in told]
        within = {question.product} if question.product else set(toolbox.products())
        about = self._concerns.about(question.text, toolbox.vector(question.text), toolbox.knowledge, within)
        question = question._replace(other_peril=max(each.other for each in perils), about=about)
        wants = routed.route != "passages" or routed.verdict
        if wants and perils[0].item and not named and toolbox.named_items(perils[0].item):
            return question._replace(items=(perils[0].item,)), routed._replace(route="coverage")
        return question, routed

    def _shares(self, text: str, toolbox: Toolbox) -> Mapping[str, float]:
        return {each.intent: each.share for each in self._intents.scores(text, toolbox.vector(text))}

    def _other_peril(self, message: str, toolbox: Toolbox) -> float:
        return self._perils.read(message, toolbox.vector(message)).other

    def _no_incident(
        self, text: str, message: str, shares: Mapping[str, float], toolbox: Toolbox
    ) -> Mapping[str, float] | None:
        """The intents to go by where what sounds like an incident is none; None where it may well be one.

        It is none where it is a loss of another line, or where a question by itself asks only for cover.
        """
        if self._other_peril(message, toolbox) > thresholds().other_peril_named:
            return shares
        if cries(message):
            return None
        for each in split(message).questions:
            if text == each.text or not text.endswith(each.text):
                continue
            alone = self._shares(each.text, toolbox)
            if sum(alone[intent] for intent in ASKS_COVER) >= thresholds().only_cover:
                return alone
        return None

    def _tells_other_loss(self, routed: Routed, shares: Mapping[str, float], message: str, toolbox: Toolbox) -> bool:
        """Whether what sounds like a question about the asker's firm or about plans tells of another loss."""
        if routed.route not in _OF_FIRMS or not set(toolbox.products()) <= self.readers(toolbox).cyber:
            return False
        limits = thresholds()
        if shares[routed.intent] >= limits.sure or sum(shares[each] for each in ASKS_COVER) < limits.stated:
            return False
        return self._other_peril(message, toolbox) > limits.other_peril_named


def open_understanding(encoder: Encoder, data_dir: Path) -> Understanding:
    """The understanding whose learnt parts are kept below `data_dir`."""
    return Understanding(
        open_intents(encoder, data_dir), open_perils(encoder, data_dir), open_fact_concerns(encoder, data_dir)
    )


def _wants_trade(routed: Routed, memory: Memory) -> bool:
    """Whether a message may say what the firm's trade is, where no name of one stands in it."""
    if memory.pending and memory.pending.argument == "industry":
        return True
    return routed.route in ("eligibility", "premium") and memory.industry is None


def _only_names(asked: Asked, routed: Routed, memory: Memory) -> bool:
    """Whether a message in a conversation is just a word or two that sound like no question of ours (iPhoneは?)."""
    thanks = routed.intent == "greeting" and routed.share >= thresholds().sure
    return memory.question is not None and routed.route == "declined" and is_short(asked) and not thanks

"""The assistant: one turn in, one answer out."""

from __future__ import annotations

import datetime as dt
import logging
import time
import uuid
from collections.abc import Sequence
from functools import partial
from typing import Any, NamedTuple

from assistant.agent.conversation.generic_names import generic_names
from assistant.agent.extractive.brain import ExtractiveBrain, open_extractive
from assistant.agent.extractive.fallback import not_found
from assistant.agent.extractive.wording import say
from assistant.agent.grounded import grounded, report
from assistant.agent.grounding import Glossary, Report, glossary_of, renumber
from assistant.agent.language import language_after
from assistant.agent.memory import Memory
from assistant.agent.screening import Screened, personal_data_notice, screen
from assistant.agent.turn import Brain, Draft, Listener, Request, Turn, Work, nobody
from assistant.agent.usage import Usage
from assistant.answers import Answer, plain_text
from assistant.errors import StorageError
from assistant.knowledge.base import KnowledgeBase
from assistant.metrics import count_turn
from assistant.retrieval.open import CurrentSearch, open_search
from assistant.settings import NO_MODEL, Settings
from assistant.storage.records import CompletedTurn, Conversation, StoredTurn, Vote
from assistant.storage.store import ConversationStore, open_store
from assistant.tools.toolbox import CurrentTools, Toolbox

_log = logging.getLogger(__name__)


class _Done(NamedTuple):
    """A turn that has been answered."""

    answer: Answer
    memory: Memory
    events: tuple[dict[str, Any], ...]
    usage: Usage | None
    latency_ms: int


class Assistant:
    """Answers from the current snapshot, and remembers conversations.

    A turn goes on without a memory where the store fails: that is logged.
    """

    def __init__(self, search: CurrentSearch, tools: CurrentTools, brain: Brain, store: ConversationStore) -> None:
        self.search = search
        self.tools = tools
        self.store = store
        self.brain = brain
        self._glossary: tuple[KnowledgeBase, Glossary] | None = None

    def reply(self, turn: Turn, listen: Listener | None = None) -> Answer:
        """The answer to a message; `listen` is told the stages on the way.

        Raises:
            QuestionError: the message is empty, too long or of control characters only, or its product unknown.
            SnapshotError: there is no index.
        """
        tell = listen or nobody
        start = time.monotonic()
        screened = screen(turn.message)
        tell("understanding")
        conversation = self._conversation(turn)
        before = (each.message for each in reversed(conversation.history))
        locale = turn.locale or language_after(screened.question, before)
        toolbox = self.tools.toolbox(product=turn.product, staff=turn.staff, locale=locale)
        request = Request(
            message=screened.question,
            locale=locale,
            memory=conversation.memory,
            history=conversation.history,
            incident=screened.incident,
            person=screened.person,
            misuse=screened.misuse,
            instructions=screened.instructions,
            conversation_id=conversation.id,
        )
        tell("searching")
        said = [*(each.message for each in conversation.history), screened.question]
        names = self._names(toolbox)
        draft = self.brain.draft(request, toolbox, Work(partial(_judged, toolbox, said, names), tell))
        tell("checking")
        checked = grounded(draft, toolbox.evidence, said, names)
        kept = checked.draft or not_found(draft.memory, toolbox)
        answer = self._answer(kept, toolbox, conversation, screened)
        latency = round((time.monotonic() - start) * 1000)
        done = _Done(answer, kept.memory, (*draft.events, *checked.events), draft.usage, latency)
        count_turn(answer, done.events, latency)
        self._save(conversation, screened, done, toolbox)
        return answer

    def prepare(self) -> None:
        """Makes everything ready that the first turn would wait for."""
        toolbox = self.tools.toolbox()
        grounded(self.brain.prepare(toolbox), toolbox.evidence, [], self._names(toolbox))

    def history(self, conversation_id: str) -> tuple[StoredTurn, ...]:
        """The turns of a conversation, the first first; none where it is not known."""
        return self.store.turns(conversation_id)

    def forget(self, conversation_id: str) -> bool:
        """Deletes a conversation and all that was said in it; False where it is not known."""
        return self.store.delete(conversation_id)

    def feedback(self, message_id: str, vote: Vote, reason: str | None = None) -> bool:
        """What the person thinks of an answer; False where it is not known."""
        return self.store.feedback(message_id, vote, reason)

    def _conversation(self, turn: Turn) -> Conversation:
        """The conversation that a turn continues, or a new one."""
        if turn.conversation_id:
            try:
                known = self.store.load(turn.conversation_id)
            except StorageError as error:
                _log.error("a conversation cannot be read: %s", error)
                known = None
            if known is not None:
                return known
        return self.store.begin(turn.channel, turn.product, turn.locale)

    def _answer(self, draft: Draft, toolbox: Toolbox, conversation: Conversation, screened: Screened) -> Answer:
        numbered = renumber(draft, toolbox.evidence)
        locale = toolbox.locale
        notices = (personal_data_notice(screened, locale), say("notice", locale))
        return Answer(
            conversation_id=conversation.id,
            message_id=uuid.uuid4().hex,
            outcome=draft.outcome,
            verdict=draft.verdict,
            text=plain_text(numbered.blocks),
            blocks=numbered.blocks,
            citations=numbered.citations,
            tool_results=numbered.results,
            suggestions=draft.suggestions,
            brain=draft.brain,
            notice=" ".join(notice for notice in notices if notice),
        )

    def _save(self, conversation: Conversation, screened: Screened, done: _Done, toolbox: Toolbox) -> None:
        answer = done.answer
        cited = {path: toolbox.document(path) for path in (citation.document for citation in answer.citations)}
        completed = CompletedTurn(
            screened=screened,
            answer=answer,
            snapshot=toolbox.snapshot.id,
            versions={path: document.digest for path, document in cited.items() if document},
            grounding=done.events,
            usage=done.usage,
            latency_ms=done.latency_ms,
        )
        try:
            self.store.save_turn(conversation, completed, done.memory)
        except StorageError as error:
            _log.error("a turn cannot be saved: %s", error)

    def _names(self, toolbox: Toolbox) -> Glossary:
        known, knowledge = self._glossary, toolbox.knowledge
        if known is None or known[0] is not knowledge:
            known = self._glossary = (knowledge, glossary_of(knowledge, generic_names(toolbox.snapshot)))
        return known[1]


def _judged(toolbox: Toolbox, said: Sequence[str], names: Glossary, draft: Draft) -> Report:
    return report(draft, toolbox.evidence, said, names)


def open_assistant(settings: Settings, search: CurrentSearch | None = None) -> Assistant:
    """The assistant as the settings say; conversations past their time are deleted.

    Args:
        search: in place of that of the settings.

    Raises:
        SnapshotError: there is no index.
        ConfigurationError: the language model is not named rightly, or needs something that is missing.
        ConfigurationError, StorageError: the store of conversations cannot be opened.
    """
    search = search or open_search(settings)
    tools = CurrentTools(search, settings.data_dir)
    store = open_store(settings)
    store.purge(dt.datetime.now(dt.UTC) - dt.timedelta(days=settings.retention_days))
    encoder, data = search.encoder, settings.data_dir
    extractive = open_extractive(encoder, data)
    return Assistant(search, tools, _brain(settings, extractive, store), store)


def _brain(settings: Settings, extractive: ExtractiveBrain, store: ConversationStore) -> Brain:
    if settings.llm == NO_MODEL:
        return extractive
    # with it come the libraries of language models
    from assistant.agent.llm.opening import open_brain

    return open_brain(settings, extractive, store)

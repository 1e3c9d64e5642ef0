"""The LLM brain as the settings say."""

from __future__ import annotations

import logging

from assistant.agent.extractive.brain import ExtractiveBrain
from assistant.agent.llm.brain import Limits, LLMBrain, Model
from assistant.agent.llm.breaker import Breaker
from assistant.agent.llm.budget import Budget
from assistant.agent.llm.naming import read_name
from assistant.agent.llm.prices import price_of
from assistant.agent.llm.prompt import read_prompt
from assistant.agent.llm.providers import connector
from assistant.settings import Settings
from assistant.storage.store import ConversationStore

_log = logging.getLogger(__name__)


def open_model(settings: Settings) -> Model:
    """The model of the settings; it is not called yet.

    Raises:
        ConfigurationError: its name is wrong, its integration is not installed, or its key is missing.
    """
    name = read_name(settings.llm, settings.llm_base_url)
    return Model(name, connector(name, settings), price_of(name, settings.llm_price))


def open_brain(settings: Settings, extractive: ExtractiveBrain, store: ConversationStore) -> LLMBrain:
    """The brain over that model.

    Raises:
        ConfigurationError: see `open_model`.
    """
    model = open_model(settings)
    if model.price is None:
        _log.warning("the price of %s is not known, its budgets do not hold: set ASSISTANT_LLM_PRICE", model.name)
    return LLMBrain(
        model,
        read_prompt(),
        extractive,
        Budget(store, settings.llm_day_usd, settings.llm_conversation_usd),
        Breaker(),
        Limits(settings.llm_turn_seconds, settings.llm_history_tokens),
    )

"""Somebody types into a field of a form that completes."""

from __future__ import annotations

import asyncio
import logging
import re
from typing import TYPE_CHECKING, Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.modals.form import ACTION, About
from assistant.channels.slack.modals.options import (
    industry_options,
    limit_set_options,
    plan_options,
    product_options,
)

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_QUERY = 100
_QUICK_SECONDS = 1.5
"""Slack waits three seconds for what can be chosen."""
_log = logging.getLogger(__name__)


def register(app: AsyncApp, desk: Desk) -> None:
    """Offers what fits."""

    @app.options(re.compile(rf"^{ACTION}\.(product|industry|plan|limit_set)$"))
    async def typing(ack: AsyncAck, body: dict[str, Any]) -> None:
        field = body["action_id"].partition(".")[2]
        about = About.model_validate_json(body["view"]["private_metadata"])
        query = str(body.get("value") or "")[:_QUERY]
        if (assistant := desk.loaded) is None:
            await ack(options=[])
            return
        found = _options(assistant, field, query, about)
        if field == "industry" and query.strip() and not found:
            found = await _meant(assistant, query)
        await ack(options=found)


async def _meant(assistant: Assistant, query: str) -> list[dict[str, Any]]:
    """The trades that are meant by words that are in none of their names; none where that takes too long."""
    try:
        async with asyncio.timeout(_QUICK_SECONDS):
            match = await asyncio.to_thread(assistant.tools.context().industries.find, query)
    except TimeoutError:
        _log.warning("no trade was found in time for the field of a form")
        return []
    return industry_options(assistant.search.snapshot.knowledge, query, match)


def _options(assistant: Assistant, field: str, query: str, about: About) -> list[dict[str, Any]]:
    knowledge = assistant.search.snapshot.knowledge
    if field == "industry":
        return industry_options(knowledge, query)
    every = list(knowledge.products.values())
    chosen = [each for each in every if each.product.id == about.product] or every
    match field:
        case "plan":
            return plan_options(chosen, query)
        case "limit_set":
            return limit_set_options(chosen, query)
    needed = [
        each
        for each in every
        if about.kind == "coverage"
        or (about.kind == "quote" and (each.premiums.examples or each.premiums.tariffs))
        or (about.kind == "eligibility" and each.eligibility)
    ]
    return product_options(needed, query)

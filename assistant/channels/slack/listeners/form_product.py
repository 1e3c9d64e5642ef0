"""Somebody chooses the product in a form."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from assistant.channels.slack.desk import Desk
from assistant.channels.slack.faults import EXPECTED
from assistant.channels.slack.modals.form import ACTION, About, form


def register(app: AsyncApp, desk: Desk) -> None:
    """Shows the fields that the product knows; what else was filled in stays."""

    @app.action(f"{ACTION}.product")
    async def chosen(ack: AsyncAck, body: dict[str, Any], action: dict[str, Any]) -> None:
        await ack()
        view = body["view"]
        about = About.model_validate_json(view["private_metadata"])
        product = (action.get("selected_option") or {}).get("value")
        if product == about.product:
            return
        knowledge = (await desk.assistant()).search.snapshot.knowledge
        try:
            await desk.client.views_update(
                view_id=view["id"],
                hash=view["hash"],
                view=form(about.model_copy(update={"product": product}), knowledge),
            )
        except EXPECTED as error:
            desk.operator.tell(error, "a form was not adapted to the product")

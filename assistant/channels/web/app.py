"""The application: routes, middleware, and the assistant that is loaded while it starts."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import version
from typing import TYPE_CHECKING

from fastapi import FastAPI

from assistant.channels.web.about import about_router
from assistant.channels.web.body_limit import BodyLimit
from assistant.channels.web.chat import chat_router
from assistant.channels.web.conversations import conversations_router
from assistant.channels.web.feedback import feedback_router
from assistant.channels.web.health import health_router
from assistant.channels.web.metrics import metrics_router
from assistant.channels.web.openapi import install_description, operation_id
from assistant.channels.web.page import install_page
from assistant.channels.web.problems import install_problems
from assistant.channels.web.products import products_router
from assistant.channels.web.request_log import RequestLog
from assistant.channels.web.service import Service, open_warm
from assistant.channels.web.tools import tools_router
from assistant.channels.web.widget.demo import install_demo
from assistant.channels.web.widget.gate import Gate
from assistant.channels.web.widget.industries import industries_router
from assistant.channels.web.widget.limits import Limiter
from assistant.channels.web.widget.script import script_router
from assistant.channels.web.widget.session import session_router
from assistant.channels.web.widget.start import start_router
from assistant.channels.web.widget.tokens import open_tokens
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.agent.assistant import Assistant

_ROUTERS = (
    chat_router,
    conversations_router,
    feedback_router,
    products_router,
    about_router,
    tools_router,
    industries_router,
    health_router,
    metrics_router,
)


def create_app(settings: Settings, opener: Callable[[Settings], Assistant] = open_warm) -> FastAPI:
    """The application; `opener` is called in the background once it starts, and /readyz tells when it is done."""
    service = Service(partial(opener, settings))
    closing: list[Callable[[], Awaitable[None]]] = []

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        service.start()
        yield
        for close in closing:
            await close()
        service.stop()

    app = FastAPI(
        title="Coverage assistant",
        version=version("coverage-assistant"),
        description="Answers from a coverage knowledge base; every figure and verdict stands in a source it cites.",
        lifespan=lifespan,
        generate_unique_id_function=operation_id,
    )
    # the last that is added is the outermost
    tokens = open_tokens(settings)
    app.add_middleware(BodyLimit)
    app.add_middleware(Gate, settings=settings, tokens=tokens, limiter=Limiter())
    app.add_middleware(RequestLog)
    install_problems(app)
    install_description(app)
    for router in _ROUTERS:
        app.include_router(router(service))
    app.include_router(session_router(service, settings, tokens))
    app.include_router(start_router(service, settings))
    app.include_router(script_router())
    install_demo(app)
    if settings.takes_slack_events:
        # imported here: most do not use it
        from assistant.channels.slack.http import install_slack

        closing.append(install_slack(app, settings, lambda: service.loaded))
    install_page(app)
    return app

"""The demo site below /demo: an agency's pages that embed the widget, and a page that configures it."""

from __future__ import annotations

import re
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import Response
from starlette.types import Scope

from assistant.channels.web.page import PolicedFiles

_PAGES = (
    (re.compile(r"configure/?"), "configure.html"),
    (re.compile(r"products/[a-z0-9-]+/?"), "product.html"),
)


class _Demo(PolicedFiles):
    """Pages without .html in their addresses; that of a product is one file, which reads its address."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        named = next((file for address, file in _PAGES if address.fullmatch(path)), path)
        return await super().get_response(named, scope)


def install_demo(app: FastAPI) -> None:
    """Serves the demo site."""
    app.mount("/demo", _Demo(directory=Path(__file__).with_name("demo"), html=True), name="demo")

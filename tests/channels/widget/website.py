"""A website that embeds the widget, under the strictest policy that documentation promises to work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse

from tests.channels.serving import served

LAUNCHER = '<script type="module" src="{host}/widget.js" {attributes} async></script>'
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<link rel="icon" href="data:,"><title>見本</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>会社のページ</h1><button type="button" id="own">ページのボタン</button></main>{body}</body></html>"""


class Website:
    """Pages on an origin of their own; `assistant` is the address of the assistant whose widget they embed."""

    def __init__(self) -> None:
        self.origin = ""
        self.assistant = ""
        self.app = FastAPI()
        self.app.add_api_route("/", self._launcher)
        self.app.add_api_route("/elements", self._elements)

    @classmethod
    @contextmanager
    def served(cls) -> Iterator[Website]:
        site = cls()
        with served(site.app) as origin:
            site.origin = origin
            yield site

    @property
    def policy(self) -> str:
        host = self.assistant
        return f"script-src 'self' {host}; connect-src {host}; style-src 'self'"

    def _launcher(self, attributes: str = 'data-product="yayoi"', language: str = "ja") -> HTMLResponse:
        """A page with the script only."""
        return self._page(LAUNCHER.format(host=self.assistant, attributes=attributes), language)

    def _elements(self, body: str, language: str = "ja") -> HTMLResponse:
        """A page with elements of its own."""
        return self._page(body + LAUNCHER.format(host=self.assistant, attributes=""), language)

    def _page(self, body: str, language: str) -> HTMLResponse:
        text = PAGE.format(language=language, body=body)
        return HTMLResponse(text, headers={"Content-Security-Policy": self.policy})

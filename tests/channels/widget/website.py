"""A website that embeds the widget, under the strictest policy that documentation promises to work."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse, Response

from tests.channels.serving import served

LAUNCHER = '<script type="module" src="{host}/widget.js" {attributes} async></script>'
THEME = """
coverage-assistant { --ca-accent: #7a1f3d; --ca-on-accent: #ffffff; --ca-radius: 6px; }
coverage-assistant::part(launcher) { border-radius: 0; }
"""
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8">
<link rel="icon" href="data:,"><title>見本</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><header>会社</header>
<main><h1>会社のページ</h1><button type="button" id="own">ページのボタン</button></main>
<footer>住所</footer>{body}</body></html>"""


class Website:
    """Pages on an origin of their own; `assistant` is the address of the assistant whose widget they embed."""

    def __init__(self) -> None:
        self.origin = ""
        self.assistant = ""
        self.app = FastAPI()
        self.app.add_api_route("/", self._launcher)
        self.app.add_api_route("/elements", self._elements)
        self.app.add_api_route("/theme.css", self._theme)

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

    def _launcher(
        self, attributes: str = 'data-product="yayoi"', language: str = "ja", themed: bool = False
    ) -> HTMLResponse:
        """A page with the script only, and the website's own colours where it is `themed`."""
        style = '<link rel="stylesheet" href="/theme.css">' if themed else ""
        return self._page(style + LAUNCHER.format(host=self.assistant, attributes=attributes), language)

    def _theme(self) -> Response:
        return Response(THEME, media_type="text/css")

    def _elements(self, body: str, language: str = "ja") -> HTMLResponse:
        """A page with elements of its own."""
        return self._page(body + LAUNCHER.format(host=self.assistant, attributes=""), language)

    def _page(self, body: str, language: str) -> HTMLResponse:
        text = PAGE.format(language=language, body=body)
        return HTMLResponse(text, headers={"Content-Security-Policy": self.policy})

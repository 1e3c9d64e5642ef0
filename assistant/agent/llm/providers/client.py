"""The client that connections go through; what it trusts is read once, which takes longer than a small request."""

from __future__ import annotations

import ssl
from functools import cache

import httpx


def client() -> httpx.AsyncClient:
    """A client for the event loop of one turn."""
    return httpx.AsyncClient(verify=_trusted())


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()

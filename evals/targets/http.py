"""An assistant behind an address."""

from __future__ import annotations

from typing import Self

import httpx
from pydantic import ValidationError

from assistant.answers import Answer
from assistant.errors import AssistantError

_SECONDS = 120.0


class NoAnswer(AssistantError):
    """The assistant behind the address gave no answer that can be read."""


class Http:
    """The assistant whose API is below `url` (http://localhost:8000)."""

    def __init__(self, url: str) -> None:
        self.name = url
        self._client = httpx.Client(timeout=_SECONDS)
        self._endpoint = f"{url.rstrip('/')}/api/v1/chat"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, message: str, conversation_id: str | None, product: str | None, /) -> Answer:
        """See `Target`."""
        request = {"message": message, "conversation_id": conversation_id, "product": product}
        body = {key: value for key, value in request.items() if value is not None}
        try:
            response = self._client.post(self._endpoint, json=body)
            response.raise_for_status()
            return Answer.model_validate_json(response.content)
        except httpx.HTTPStatusError as error:
            raise NoAnswer(f"{error.response.status_code}: {error.response.text}") from error
        except (httpx.HTTPError, ValidationError) as error:
            raise NoAnswer(str(error)) from error

"""What a language model cost a turn."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Usage(BaseModel):
    """Tokens and price of the model calls of one turn, those that came to nothing included.

    Attributes:
        model: as the settings name it (openai:gpt-4o-mini).
        calls: requests that the model answered, in full or in part.
        input_tokens, output_tokens: as the provider counted them, estimated where it did not.
        cost_usd: in US dollars; None where the model's price is not known.
    """

    model_config = ConfigDict(frozen=True)

    model: str
    calls: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    cost_usd: float | None = None

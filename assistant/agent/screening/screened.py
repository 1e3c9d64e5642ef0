"""A message after screening."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Screened(BaseModel):
    """A message that may be stored, logged and given to a model.

    Attributes:
        question: the message with personal data masked, without markup and without the orders given to the
            assistant; empty where nothing else was in it.
        personal: kinds of personal data that were masked (personal.yaml), in the order of the text.
        removed: the orders that were taken out, personal data masked.
        markup: whether HTML was made inert.
        incident: whether the person says that an incident is happening now; False where it is not sure.
        person: whether the person asks for a human; False where it is not sure.
        misuse: whether the person wants help to break into what is another's; False where it is not sure.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    personal: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    markup: bool = False
    incident: bool = False
    person: bool = False
    misuse: bool = False

    @property
    def instructions(self) -> bool:
        """Whether the message gave orders to the assistant."""
        return bool(self.removed)

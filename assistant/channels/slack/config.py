"""What the assistant may do where: staff documents, default products, and where questions are handed over."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import ConfigurationError

ChannelId = Annotated[str, Field(pattern=r"^[CG][A-Z0-9]{5,20}$")]
_SETTING = "ASSISTANT_SLACK_CONFIG"


class Room(BaseModel):
    """A channel, or all direct messages.

    Attributes:
        staff_documents: whether answers may use and show staff documents; without it they are public only.
        product: id of the product that questions are about unless they name another.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    staff_documents: bool = False
    product: str | None = None


class SlackConfig(BaseModel):
    """The whole file; see slack.example.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    hand_over_channel: ChannelId | None = None
    direct_messages: Room = Room(staff_documents=True)
    channels: dict[ChannelId, Room] = {}

    def room(self, channel: str) -> Room:
        """What holds in a channel."""
        return self.direct_messages if is_direct(channel) else self.channels.get(channel, Room())


def is_direct(channel: str) -> bool:
    """Whether a channel is a direct message of one person with the app: Slack's ids of them begin with D."""
    return channel.startswith("D")


def read_config(path: Path | None) -> SlackConfig:
    """The configuration at `path`; None is the defaults.

    Raises:
        ConfigurationError: the file is missing or not as it should be; names each field.
    """
    if path is None:
        return SlackConfig()
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigurationError(
            f"{_SETTING}: {path} cannot be read ({error.strerror}): copy slack.example.yaml to it, or leave it out"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: this is not YAML in UTF-8: {error}") from error
    try:
        return SlackConfig.model_validate(data or {})
    except ValidationError as error:
        wrong = [
            f"{path}: {'.'.join(map(str, each['loc']))}: {_advice(each['type'], each['msg'])}"
            for each in error.errors()
        ]
        raise ConfigurationError("\n".join(wrong)) from error


def check_products(config: SlackConfig, products: Collection[str]) -> None:
    """Sees that the corpus has every product that the configuration names.

    Raises:
        ConfigurationError: it does not.
    """
    rooms = {"direct_messages": config.direct_messages}
    rooms |= {f"channels.{channel}": room for channel, room in config.channels.items()}
    wrong = [
        f"{_SETTING}: {place}.product: there is no product {room.product!r}; known are {', '.join(products)}"
        for place, room in rooms.items()
        if room.product is not None and room.product not in products
    ]
    if wrong:
        raise ConfigurationError("\n".join(wrong))


def _advice(kind: str, message: str) -> str:
    match kind:
        case "extra_forbidden":
            return "there is no such key; slack.example.yaml lists them"
        case "string_pattern_mismatch":
            return "this is no channel id; it begins with C or G (Open channel details > About)"
        case "bool_type":
            return "write true or false"
    return message

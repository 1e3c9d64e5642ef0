"""Session tokens: signed, short-lived, and good for one origin."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.settings import Settings

_KEY_FILE = "widget.key"
_SALT = "widget-session"


class Session(BaseModel):
    """A browser that talks to the assistant.

    Attributes:
        id: owns the conversations that it begins.
        origin: of the page that shows the widget, as the browser names it; None where it names none.
        product: id of the product that the origin is about.
        issued: when its token was made, in seconds since 1970.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    origin: str | None
    product: str | None = None
    issued: int


class Tokens:
    """Makes and reads tokens.

    Args:
        key: gives the key that signs them; called once, when it is first needed.
        lifetime: seconds for which a token holds.
        renewable: seconds for which it can be renewed.
        clock: seconds since 1970.
    """

    def __init__(
        self, key: Callable[[], str], lifetime: int, renewable: int, clock: Callable[[], float] = time.time
    ) -> None:
        self.lifetime = lifetime
        self._key = key
        self._renewable = renewable
        self._clock = clock

    @cached_property
    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self._key(), salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256})

    def issue(self, origin: str | None, product: str | None, renewed: Session | None = None) -> str:
        """A token of a new session, or of `renewed`, which keeps its conversations."""
        session = Session(
            id=renewed.id if renewed else secrets.token_hex(16),
            origin=origin,
            product=product,
            issued=int(self._clock()),
        )
        return self._signer.dumps(session.model_dump())

    def session(self, token: str, origin: str | None) -> Session | None:
        """The session of a token; None where it is not ours, expired, or of another origin."""
        return self._read(token, origin, self.lifetime)

    def renewable(self, token: str, origin: str | None) -> Session | None:
        """The session of a token that may have expired not too long ago."""
        return self._read(token, origin, self._renewable)

    def _read(self, token: str, origin: str | None, most: int) -> Session | None:
        try:
            session = Session.model_validate(self._signer.loads(token))
        except (BadData, ValidationError):
            return None
        expired = self._clock() - session.issued > most
        # browsers name no origin when a page reads from its own
        elsewhere = origin is not None and session.origin is not None and origin != session.origin
        return None if expired or elsewhere else session


def open_tokens(settings: Settings) -> Tokens:
    """Tokens as the settings say. A session can be renewed for as long as its conversations are kept."""
    secret = settings.widget_secret
    key = secret.get_secret_value if secret else partial(_kept_key, settings.data_dir)
    return Tokens(key, settings.widget_session_minutes * 60, settings.retention_days * 24 * 3600)


def _kept_key(folder: Path) -> str:
    """The key in `folder`, made at first."""
    path = folder / _KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    made = path.with_name(f"{_KEY_FILE}.{secrets.token_hex(4)}")
    if not path.exists():
        with open(made, "x", encoding="ascii", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            file.write(secrets.token_hex(32))
        try:
            # a link appears whole or not at all, and never over that of another process
            path.hardlink_to(made)
        except FileExistsError:
            pass
        finally:
            made.unlink()
    return path.read_text(encoding="ascii")

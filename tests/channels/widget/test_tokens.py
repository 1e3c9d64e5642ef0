from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.channels.web.widget.tokens import Tokens, open_tokens
from assistant.settings import Settings

ORIGIN = "https://www.example.jp"
LIFETIME, RENEWABLE = 600, 86400


class Clock:
    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tokens(clock: Clock) -> Tokens:
    return Tokens(lambda: "a key of some length", LIFETIME, RENEWABLE, clock)


def test_a_token_names_its_session_origin_and_product(tokens: Tokens) -> None:
    session = tokens.session(tokens.issue(ORIGIN, "yayoi"), ORIGIN)
    assert session is not None
    assert (session.origin, session.product, len(session.id)) == (ORIGIN, "yayoi", 32)


def test_a_token_is_good_for_its_origin_only(tokens: Tokens) -> None:
    token = tokens.issue(ORIGIN, None)
    assert tokens.session(token, "https://other.example.jp") is None
    assert tokens.renewable(token, "https://other.example.jp") is None
    assert tokens.session(token, None) is not None


def test_an_expired_token_can_only_be_renewed_and_keeps_its_session(tokens: Tokens, clock: Clock) -> None:
    token = tokens.issue(ORIGIN, None)
    clock.now += LIFETIME
    assert tokens.session(token, ORIGIN) is not None
    clock.now += 1
    assert tokens.session(token, ORIGIN) is None
    earlier = tokens.renewable(token, ORIGIN)
    assert earlier is not None
    renewed = tokens.session(tokens.issue(ORIGIN, None, earlier), ORIGIN)
    assert renewed is not None
    assert renewed.id == earlier.id
    clock.now += RENEWABLE
    assert tokens.renewable(token, ORIGIN) is None


def test_what_others_signed_or_changed_is_no_token(tokens: Tokens, clock: Clock) -> None:
    foreign = Tokens(lambda: "another key", LIFETIME, RENEWABLE, clock).issue(ORIGIN, None)
    token = tokens.issue(ORIGIN, None)
    for wrong in (foreign, token[:-1], token + "x", "x" + token, "", "." * 5, "é"):
        assert tokens.session(wrong, ORIGIN) is None


def test_the_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "new")

    def issued(_: int) -> str:
        return open_tokens(settings).issue(ORIGIN, None)

    with ThreadPoolExecutor(8) as processes:
        made = list(processes.map(issued, range(8)))
    assert all(open_tokens(settings).session(token, ORIGIN) for token in made)
    (key,) = (tmp_path / "new").iterdir()
    assert key.stat().st_mode & 0o077 == 0


def test_a_secret_of_the_settings_signs_on_every_machine(tmp_path: Path) -> None:
    secret = SecretStr("the same on all machines")
    here = Settings(data_dir=tmp_path / "a", widget_secret=secret)
    there = Settings(data_dir=tmp_path / "b", widget_secret=secret)
    assert open_tokens(there).session(open_tokens(here).issue(ORIGIN, None), ORIGIN) is not None
    assert not (tmp_path / "a").exists()

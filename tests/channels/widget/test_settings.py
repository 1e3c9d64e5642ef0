from __future__ import annotations

import pytest

from assistant.errors import ConfigurationError
from assistant.settings import load_settings


def origins(monkeypatch: pytest.MonkeyPatch, given: str) -> dict[str, str | None]:
    monkeypatch.setenv("ASSISTANT_WIDGET_ORIGINS", given)
    return load_settings().widget_origins


def test_origins_are_read_with_their_products(monkeypatch: pytest.MonkeyPatch) -> None:
    given = "https://www.example.jp, https://Yayoi.Example.jp:443/ = yayoi,http://localhost:3000,"
    assert origins(monkeypatch, given) == {
        "https://www.example.jp": None,
        "https://yayoi.example.jp": "yayoi",
        "http://localhost:3000": None,
    }
    assert origins(monkeypatch, "") == {}


@pytest.mark.parametrize(
    "given",
    [
        "*",
        "www.example.jp",
        "https://*.example.jp",
        "https://www.example.jp/shop",
        "ftp://a.example",
        "https://u@a.example",
    ],
)
def test_what_is_no_exact_origin_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    with pytest.raises(ConfigurationError, match=r"ASSISTANT_WIDGET_ORIGINS.*https://www\.example\.jp"):
        origins(monkeypatch, given)


def test_a_short_secret_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_WIDGET_SECRET", "short")
    with pytest.raises(ConfigurationError, match="ASSISTANT_WIDGET_SECRET"):
        load_settings()

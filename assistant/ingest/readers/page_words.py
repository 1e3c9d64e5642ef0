"""The words by which web pages call their parts, from `page_words.yaml`."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict

Words = frozenset[str]


class PageWords(BaseModel):
    """See `page_words.yaml`, where each list says what it is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    navigation: Words
    breadcrumbs: Words
    cookie_names: Words
    cookie_texts: Words
    agreeing: Words
    faq: Words
    faq_titles: Words
    openers: Words
    titles: Words
    questions: Words
    actions: Words


@lru_cache(maxsize=1)
def page_words() -> PageWords:
    """The words, read once."""
    source = files("assistant.ingest.readers").joinpath("page_words.yaml").read_text(encoding="utf-8")
    return PageWords.model_validate(yaml.safe_load(source))

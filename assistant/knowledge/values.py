"""Values that the models of the knowledge base share."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    field_validator,
)

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Record(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _date(value: object) -> object:
    if isinstance(value, dt.datetime) or not isinstance(value, dt.date | str):
        raise ValueError("write a date as YYYY-MM-DD")
    if isinstance(value, dt.date):
        return value
    if not _ISO_DATE.fullmatch(value):
        raise ValueError("write a date as YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ValueError("is no day of the calendar") from None


def _local(value: object) -> object:
    return {"ja": value} if isinstance(value, str) else value


def _listed(value: object) -> object:
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


def _unique(values: tuple[Any, ...]) -> tuple[Any, ...]:
    doubles = sorted({str(value) for value in values if values.count(value) > 1})
    if doubles:
        raise ValueError(f"named twice: {', '.join(doubles)}")
    return values


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
Date = Annotated[dt.date, BeforeValidator(_date)]
Yen = Annotated[StrictInt, Field(ge=0)]
Percent = Annotated[StrictInt, Field(ge=0, le=100)]
Flag = StrictBool
Names = Annotated[tuple[Text, ...], AfterValidator(_unique)]
Ids = Annotated[tuple[Id, ...], AfterValidator(_unique)]
Language = Literal["ja", "en"]


class LocalText(Record):
    """A text that customers read, in Japanese and, where written, in English."""

    ja: Text
    en: Text | None = None

    def in_language(self, language: Language) -> str:
        """The text in `language`, or the Japanese one where no other is written."""
        return self.en if language == "en" and self.en else self.ja


Local = Annotated[LocalText, BeforeValidator(_local)]


class Evidence(Record):
    """A verbatim quote and the document that it stands in (path below the corpus folder)."""

    document: Text
    quote: Text


EvidenceList = Annotated[tuple[Evidence, ...], BeforeValidator(_listed), Field(min_length=1)]


class Source(Record):
    """Where a document's statements come from: a page, its publisher and its date, where it states one."""

    title: Text
    publisher: Text | None = None
    date: Date | None = None
    url: Text | None = None

    @field_validator("url")
    @classmethod
    def _web_address(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("https://", "http://")):
            raise ValueError("must begin with https:// or http://")
        return url

    def __str__(self) -> str:
        parts = [self.publisher, f"「{self.title}」"]
        if self.date:
            parts.append(f"({self.date.isoformat()})")
        return " ".join(part for part in parts if part)

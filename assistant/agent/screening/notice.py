"""What a person is told about personal data in the message, from notice.yaml."""

from __future__ import annotations

from functools import cache

from assistant.agent.screening.personal import personal_data
from assistant.agent.screening.phrases import read_phrases
from assistant.agent.screening.screened import Screened
from assistant.knowledge.values import Language, LocalText, Record
from assistant.tools.wording import listed


class _Notices(Record):
    masked: LocalText


@cache
def _notices() -> _Notices:
    return read_phrases(__file__, "notice.yaml", _Notices)


def personal_data_notice(screened: Screened, locale: Language) -> str | None:
    """That personal data was masked, and of which kinds; None where there was none."""
    if not screened.personal:
        return None
    kinds = (personal_data().label(kind, locale) for kind in dict.fromkeys(screened.personal))
    return _notices().masked.in_language(locale).format(kinds=listed(kinds, locale))

"""Which of the names in a message are meant: not what is denied, rejected or left out."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.agent.conversation.cues import cues
from assistant.agent.conversation.names import Mention, Named, ProductNames
from assistant.text import blanked, past_space

_WORD = re.compile(r"[ァ-ヺー一-龥々a-z]")


def meant(
    text: str, mentions: Sequence[Mention], names: ProductNames, product: str | None, apart: Collection[str] = ()
) -> tuple[Mention, ...]:
    """The mentions without weak ones that may be anything, and with the others of those that are not meant.

    Args:
        text: a text after `fold`, in which the mentions stand.
        product: id of the product that the conversation is about.
        apart: words that stand by themselves, between spaces or marks.
    """
    kept: list[Mention] = []
    starts = {each.start for each in mentions}
    for each in mentions:
        ends_word = text[max(each.start - 1, 0) : each.start + 1].isalnum() and each.start > 0
        begins_word = each.name.isascii() and not ends_word and each.end not in starts and each.name not in apart
        goes_on = begins_word and _WORD.match(text, each.end)
        if each.weak and (_is_alone(each, mentions, product) or goes_on):
            continue
        if _is_rejected(text, each, mentions):
            continue
        if _is_left_out(text, each) or _is_either_way(text, each):
            each = each._replace(meanings=())
        elif denied := cues().not_this.at(text, each.end):
            others = tuple(names.others(each.meanings))
            each = each._replace(meanings=others, end=denied.end)
        if each.meanings:
            kept.append(each)
    return tuple(kept)


def called_riders(text: str, mentions: Sequence[Mention], names: ProductNames, product: str) -> tuple[Mention, ...]:
    """The riders of a product that are called by the first part of their names, where they are added or left out."""
    rest = blanked(text, ((each.start, each.end) for each in mentions))
    return tuple(
        each
        for each in names.find_riders(rest, product)
        if cues().adding.at(text, each.end) or cues().without.at(text, each.end)
    )


def riders_left_out(text: str, mentions: Sequence[Mention]) -> tuple[Named, ...]:
    """The riders that are expressly not wanted."""
    return tuple(dict.fromkeys(named for each in mentions if _is_left_out(text, each) for named in each.meanings))


def _is_left_out(text: str, mention: Mention) -> bool:
    if any(named.kind != "rider" for named in mention.meanings):
        return False
    end = past_space(text, mention.end)
    behind = cues().without.at(text, end) and not cues().either_way.at(text, end)
    return bool(behind or cues().without_before.before(text, len(text[: mention.start].rstrip())))


def _is_either_way(text: str, mention: Mention) -> bool:
    """Whether it is asked both with a rider and without it."""
    of_riders = all(named.kind == "rider" for named in mention.meanings)
    return of_riders and cues().either_way.at(text, past_space(text, mention.end)) is not None


def _is_rejected(text: str, mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether something is rejected, and another of its kind named."""
    rivals = {
        named
        for other in mentions
        if other.start != mention.start and not _words_of_rejection(text, other)
        for named in other.meanings
    } - set(mention.meanings)
    return _words_of_rejection(text, mention) and any(
        rival.kind == named.kind and (named.kind == "product" or rival.product == named.product)
        for rival in rivals
        for named in mention.meanings
    )


def _words_of_rejection(text: str, mention: Mention) -> bool:
    before = cues().rejected_before.before(text, len(text[: mention.start].rstrip()))
    return bool(before or cues().rejected.at(text, past_space(text, mention.end)))


def _is_alone(mention: Mention, mentions: Sequence[Mention], product: str | None) -> bool:
    """Whether nothing else of a name's product is named, and the conversation is not about it."""
    apart = [each for each in mentions if each.end < mention.start or each.start > mention.end or not each.weak]
    company = {other.product for each in apart if each is not mention for other in each.meanings} | {product}
    return not any(meaning.product in company for meaning in mention.meanings)

"""Replies with one thing made wrong."""

from __future__ import annotations

import itertools
import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from assistant.agent.turn import Draft
from assistant.answers import Block, Citation, ContactBlock, ListBlock, Notice, Paragraph, TableBlock
from assistant.knowledge.base import KnowledgeBase
from assistant.knowledge.figures import Figure, figures
from assistant.tools.ledger import TurnEvidence
from bench.grounding.composing import Reply

_FLIPS = (
    ("条件つきで補償の対象です", "補償の対象外です"),
    ("補償の対象外です", "補償の対象です"),
    ("補償の対象です", "補償の対象外です"),
    ("補償の対象です", "補償されません"),
    ("補償されます", "補償されません"),
    ("補償されません", "補償されます"),
    ("補償の対象になります", "補償の対象にはなりません"),
    ("対象になりません", "対象になります"),
    ("加入できます", "加入できません"),
    ("加入できません", "加入できます"),
    ("is not covered", "is covered"),
    ("is covered", "is not covered"),
    ("is covered", "is excluded"),
    ("is not eligible", "is eligible"),
    ("is eligible", "is not eligible"),
)
_CELLS = {
    "補償の対象です": "補償の対象外です",
    "補償の対象外です": "補償の対象です",
    "covered": "not covered",
    "not covered": "covered",
}
_UNITS = (
    ("億円", "万円"),
    ("万円", "億円"),
    ("円", "ドル"),
    (" yen", " dollars"),
    ("%", "円"),
    ("時間", "分"),
    ("か月", "年"),
    ("日", "か月"),
)
_ATTACHED = (
    "限度額: ",
    "条件: ",
    "事前の承認: ",
    "対象外となる場合: ",
    "Limit: ",
    "Condition: ",
    "Approval: ",
    "Exclusion: ",
)
_TELLING = ("対象です", "対象外です", "円", "is covered", "is not covered", "加入できます", "加入できません")
_GAP = 2
_OPEN = re.compile(r"\bwhether\b[^.;]*$|in which plan this $|\bwhat $", re.IGNORECASE)
_INVENTED = {
    "ja": (
        "また、見舞金は被害者1名につき7,350円まで支払われます。",
        "なお、これまでに4,317社が加入しています。",
        "お支払いは請求から最短6営業日です。",
        "2031年3月からは限度額が引き上げられます。",
        "割引は最大37%です。",
        "くわしくは0120-913-647にお電話ください。",
        "申し込みはhttps://example.com/apply37から行えます。",
    ),
    "en": (
        "Up to 7,350 yen is paid for each person affected.",
        "4,317 companies have joined so far.",
        "The discount is up to 37%.",
        "Please call 0120-913-647.",
    ),
}
_FORBIDDEN = {
    "ja": (
        "この保険なら必ず補償されます。",
        "この商品が一番おすすめです。",
        "今の保険から乗り換えるべきです。",
        "ご契約で商品券を差し上げます。",
    ),
    "en": ("Payment is guaranteed.", "This is the best insurance.", "You should switch to this product."),
}


class Mutant(NamedTuple):
    """A wrong reply: the kind of its fault, and the words that are wrong."""

    kind: str
    words: str
    reply: Reply


def mutants(reply: Reply, knowledge: KnowledgeBase, strange: Citation, draw: random.Random) -> Iterator[Mutant]:
    """Wrong variants of a reply, one thing wrong in each.

    Args:
        reply: a correct reply.
        knowledge: the knowledge base, for names of other plans and products.
        strange: a source that has nothing to do with the reply.
        draw: draws digits.
    """
    for place, text in _texts(reply.draft):
        for figure in figures(text):
            yield from _of_figure(reply, place, text, figure, knowledge, draw)
        yield from _flipped(reply, place, text)
    yield from _renamed(reply, knowledge)
    yield from _dropped(reply)
    yield from _added(reply, draw)
    yield from _cited(reply, strange)
    yield from _contacts(reply, draw)
    yield from _fields(reply)


_Place = tuple[int, int, int]


def _texts(draft: Draft) -> Iterator[tuple[_Place, str]]:
    """The texts of a draft that are composed, with their places."""
    for number, block in enumerate(draft.blocks):
        if isinstance(block, Paragraph):
            yield (number, 0, 0), block.text
        elif isinstance(block, ListBlock):
            yield from (((number, 0, place), item) for place, item in enumerate(block.items))
        elif isinstance(block, TableBlock):
            for row, cells in enumerate(block.rows):
                yield from (((number, row, place), cell) for place, cell in enumerate(cells))


def _with_text(reply: Reply, place: _Place, text: str) -> Reply:
    number, row, item = place
    block = reply.draft.blocks[number]
    changed: Block = block
    if isinstance(block, Paragraph):
        changed = block.model_copy(update={"text": text})
    elif isinstance(block, ListBlock):
        changed = block.model_copy(update={"items": (*block.items[:item], text, *block.items[item + 1 :])})
    elif isinstance(block, TableBlock):
        cells = (*block.rows[row][:item], text, *block.rows[row][item + 1 :])
        changed = block.model_copy(update={"rows": (*block.rows[:row], cells, *block.rows[row + 1 :])})
    return _with_block(reply, number, changed)


def _with_block(reply: Reply, number: int, block: Block) -> Reply:
    blocks = (*reply.draft.blocks[:number], block, *reply.draft.blocks[number + 1 :])
    return reply._replace(draft=reply.draft.model_copy(update={"blocks": blocks}))


def _of_figure(
    reply: Reply, place: _Place, text: str, figure: Figure, knowledge: KnowledgeBase, draw: random.Random
) -> Iterator[Mutant]:
    text = unicodedata.normalize("NFKC", text)
    names = [name for names in _names(knowledge).values() for name in names]
    around = text[max(0, figure.start - 8) : figure.end + 8]
    if any(figure.text in name and name in around for name in names):
        return
    written = text[figure.start : figure.end]
    digits = [at for at, letter in enumerate(written) if letter.isdecimal() and letter.isascii()]
    if not digits:
        return
    at = draw.choice(digits)
    other = draw.choice([each for each in "123456789" if each != written[at]])
    variants = {"digit": written[:at] + other + written[at + 1 :]}
    if figure.unit in ("円", "%"):
        number = re.match(r"[0-9,.]+", written)
        if number and float(number[0].replace(",", "")):
            grown = f"{float(number[0].replace(',', '')) * 10:g}"
            if "e" not in grown:
                variants["factor"] = grown + written[number.end() :]
    for unit, changed in _UNITS:
        if unit in written:
            variants["unit"] = written.replace(unit, changed)
            break
    for kind, variant in variants.items():
        whole = text[: figure.start] + variant + text[figure.end :]
        yield Mutant(kind, f"{written} → {variant}", _with_text(reply, place, whole))


def _flipped(reply: Reply, place: _Place, text: str) -> Iterator[Mutant]:
    if flipped := _CELLS.get(text):
        yield Mutant("verdict", f"{text} → {flipped}", _with_text(reply, place, flipped))
        return
    for old, new in _FLIPS:
        start = text.find(old)
        if start >= 0 and not text[:start].endswith("条件つきで") and not _OPEN.search(text[:start]):
            changed = text[:start] + new + text[start + len(old) :]
            yield Mutant("verdict", f"{old} → {new}", _with_text(reply, place, changed))


def _names(knowledge: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    return {
        product: (
            known.product.name,
            *(p.name for p in known.product.plans),
            *(s.name for s in known.product.limit_sets),
        )
        for product, known in knowledge.products.items()
    }


def _renamed(reply: Reply, knowledge: KnowledgeBase) -> Iterator[Mutant]:
    """Replies with a plan, set or product taken for another one."""
    for place, text in _texts(reply.draft):
        block = reply.draft.blocks[place[0]]
        if isinstance(block, TableBlock) and place[2] and block.rows[place[1]][0] in text:
            continue
        for product, known in knowledge.products.items():
            name = known.product.name
            others = [each.product.name for key, each in knowledge.products.items() if key not in (product, "guide")]
            if name in text and "かどうか" not in text and any(word in text for word in _TELLING):
                yield Mutant("product", name, _with_text(reply, place, text.replace(name, others[0])))
            for records in (known.product.plans, known.product.limit_sets):
                yield from _other_plan(reply, place, text, [each.name for each in records])


def _other_plan(reply: Reply, place: _Place, text: str, names: list[str]) -> Iterator[Mutant]:
    """A figure said of another plan, where the text has one plan and one amount that the other has not."""
    amounts = [each.value for each in figures(text) if each.unit == "円"]
    named = [name for name in names if name in text]
    for one, other in itertools.pairwise(named):
        if re.search(rf"{re.escape(one)}\s*{re.escape(other)}|{re.escape(other)}\s*{re.escape(one)}", text):
            continue  # both have what is said of them
        swapped = text.replace(one, "\0").replace(other, one).replace("\0", other)
        if "有料プラン" not in (one, other) and amounts and _pairs(text, names) != _pairs(swapped, names):
            yield Mutant("plan", f"{one} ↔ {other}", _with_text(reply, place, swapped))
            return


def _pairs(text: str, names: list[str]) -> frozenset[tuple[str, str]]:
    """Which amount stands behind which name."""
    found = []
    for name in names:
        for match in re.finditer(re.escape(name), text):
            behind = [each for each in figures(text[match.end() :]) if each.unit == "円" and each.start <= _GAP]
            found += [(name, each.value) for each in behind[:1]]
    return frozenset(found)


def _dropped(reply: Reply) -> Iterator[Mutant]:
    """Replies without a limit, a condition, an approval or an exclusion."""
    texts = [text for _, text in _texts(reply.draft)]
    if any("「" in text for text in texts):
        return
    for number, block in enumerate(reply.draft.blocks):
        if isinstance(block, ListBlock):
            for place, item in enumerate(block.items):
                if item.startswith(_ATTACHED) and texts.count(item) == 1:
                    kept = (*block.items[:place], *block.items[place + 1 :])
                    shorter = block.model_copy(update={"items": kept})
                    yield Mutant("dropped", item, _with_block(reply, number, shorter))
        elif isinstance(block, Paragraph):
            told = "|".join(label.removesuffix(" ") for label in _ATTACHED)
            for part in re.findall(rf"(?:{told}) (?:(?!(?:{told}|補足:|Note:|免責金額:|Deductible:)).)*", block.text):
                if sum(part in text for text in texts) == 1 and block.text.count(part) == 1:
                    changed = block.model_copy(update={"text": block.text.replace(part, "")})
                    yield Mutant("dropped", part, _with_block(reply, number, changed))


def _added(reply: Reply, draw: random.Random) -> Iterator[Mutant]:
    for kind, sentences in (("invented", _INVENTED), ("forbidden", _FORBIDDEN)):
        sentence = draw.choice(sentences[reply.locale])
        for number, block in enumerate(reply.draft.blocks):
            if isinstance(block, Paragraph):
                changed = block.model_copy(update={"text": f"{block.text} {sentence}"})
                yield Mutant(kind, sentence, _with_block(reply, number, changed))
                break


def _cited(reply: Reply, strange: Citation) -> Iterator[Mutant]:
    """Replies that cite a source which has nothing to do with them, one that does not exist, or alter a quotation."""
    number = len(reply.evidence.citations) + 1
    known = {each.document for each in reply.evidence.citations}
    for place, block in enumerate(reply.draft.blocks):
        if isinstance(block, ContactBlock | Notice) or not block.citations:
            continue
        missing = block.model_copy(update={"citations": (number + 7,)})
        yield Mutant("citation", "unknown", _with_block(reply, place, missing))
        if strange.document not in known and isinstance(block, Paragraph) and reply.locale == "ja":
            evidence = reply.evidence._replace(
                citations=(*reply.evidence.citations, strange.model_copy(update={"number": number}))
            )
            changed = _with_block(reply, place, block.model_copy(update={"citations": (number,)}))
            yield Mutant("citation", "unrelated", changed._replace(evidence=evidence))
        if isinstance(block, Paragraph) and (quoted := re.search(r"「([^」]{20,})」", block.text)):
            half = len(quoted[1]) // 2
            changed_text = block.text.replace(quoted[1], f"{quoted[1][:half]}とくに{quoted[1][half:]}", 1)
            yield Mutant(
                "quotation", quoted[1], _with_block(reply, place, block.model_copy(update={"text": changed_text}))
            )
        break


def _contacts(reply: Reply, draw: random.Random) -> Iterator[Mutant]:
    """Replies with another phone number, one for a desk that has none, or invented hours."""
    for number, block in enumerate(reply.draft.blocks):
        if not isinstance(block, ContactBlock):
            continue
        phone = block.phone
        if phone:
            at = draw.choice([place for place, letter in enumerate(phone) if letter.isdecimal()])
            wrong = phone[:at] + str((int(phone[at]) + draw.randrange(1, 10)) % 10) + phone[at + 1 :]
        else:
            wrong = "0120-008588"
        yield Mutant("phone", wrong, _with_block(reply, number, block.model_copy(update={"phone": wrong})))
        hours = block.model_copy(update={"hours": "平日10:00〜18:30"})
        yield Mutant("hours", "平日10:00〜18:30", _with_block(reply, number, hours))


def _fields(reply: Reply) -> Iterator[Mutant]:
    """Replies whose verdict or shown result is another."""
    opposite: Callable[[str], str] = {
        "covered": "not_covered",
        "not_covered": "covered",
        "conditional": "not_covered",
    }.__getitem__
    if reply.draft.verdict:
        verdict = opposite(reply.draft.verdict)
        draft = reply.draft.model_copy(update={"verdict": verdict})
        yield Mutant("verdict_field", verdict, reply._replace(draft=draft))
    if reply.draft.results:
        first = reply.draft.results[0]
        altered = first.model_copy(update={"result": {**first.result, "as_of": "2031-01-01"}})
        draft = reply.draft.model_copy(update={"results": (altered, *reply.draft.results[1:])})
        yield Mutant("result", "as_of", reply._replace(draft=draft))


def without(evidence: TurnEvidence, tool: str) -> TurnEvidence:
    """Evidence without the results of a tool."""
    return evidence._replace(results=tuple(each for each in evidence.results if each.tool != tool))

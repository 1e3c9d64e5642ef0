"""What a line of text is, by how it is written: an item, a question, an article, a heading, a sentence's end."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

_NUMBER = "[0-9０-９]{1,2}"
_BULLET = re.compile(r"[・･•‣◦▪●○◎□☐☑✓✔➢]|[-*＊－–—](?=\s)")
_ENUMERATED = re.compile(
    rf"[(（](?:{_NUMBER}|[ア-ンa-zA-Z一-十])[)）]"  # (1) （ア）
    rf"|(?:{_NUMBER}|[ア-ンa-zA-Z])[)）]"  # 1) ア）
    rf"|{_NUMBER}[.．](?![0-9０-９])"  # 1. but not 1.5
    r"|[a-zA-Z][.．]\s|[ア-ン][.．]"
    rf"|(?:{_NUMBER}|[一-十ア-ン])　"  # 2　, as the paragraphs of articles are numbered
    r"|[①-⑳㉑-㉟]"
)
_ARTICLE = re.compile(
    r"第\s?[0-9０-９一二三四五六七八九十百]+\s?(?P<rank>[編部章節款条])(?:の[0-9０-９一二三四五六七八九十]+)?"
    r"(?:\s*[(（【〔［][^)）】〕］]{1,60}[)）】〕］])?"
)
_ARTICLE_LEVELS = {"編": 1, "部": 1, "章": 2, "節": 3, "款": 4, "条": 5}
_CAPTION = re.compile(r"[(（【][^()（）【】]{2,40}[)）】]")
_QUESTION_MARK = re.compile(r"(?:[QＱ]\s?[0-9０-９]*\s?[.．:：、)）]|[QＱ][0-9０-９]+\s|問\s?[0-9０-９]+)\s*(?=\S)")
_HEADING_MARKS = "■◆◇★☆"
_BRACKETS = {"【": "】", "《": "》", "〔": "〕", "＜": "＞", "<": ">", "〈": "〉"}
_LEADER = re.compile(r"[.．・…‥]{4,}\s*[0-9０-９]+$")
_SENTENCE_ENDS = "。．.！!？?"
_OPENING = '「『（(【"“'
_CLOSING = '」』）)】”"'
_NOTE = re.compile(r"※|[(（]?注[)）0-9０-９:：]|[*＊](?!\s)|(?:出典|出所)\s?[:：]")

_INTRODUCING = ("次の", "次に掲げる", "以下", "下記", "左記")
_PROSE_LENGTH = 12
QUESTION_LENGTH = 90
LABEL_LENGTH = 40


class Article(NamedTuple):
    """The opening of an article, a section or a chapter, and what follows it on the line."""

    heading: str
    level: int
    rest: str


def article(line: str) -> Article | None:
    """Whether the line opens an article (第n条) or a chapter; a mention of one in a sentence does not."""
    match = _ARTICLE.match(line)
    if not match or _LEADER.search(line):
        return None
    rest = line[match.end() :]
    level = _ARTICLE_LEVELS[match["rank"]]
    if match["rank"] != "条" and len(line) <= LABEL_LENGTH and not ends_sentence(line):
        return Article(line, level, "")
    if rest and not rest[0].isspace():
        return None
    return Article(match[0].strip(), level, rest.strip())


def is_caption(line: str) -> bool:
    """Whether the line is nothing but words in brackets, as they stand above an article."""
    return _CAPTION.fullmatch(line) is not None


def is_bullet(line: str) -> bool:
    """Whether the line begins with a list's bullet."""
    return _BULLET.match(line) is not None


def is_enumerated(line: str) -> bool:
    """Whether the line begins with a number or letter of a list."""
    return _ENUMERATED.match(line) is not None


def is_item(line: str) -> bool:
    """Whether the line begins as a list item does."""
    return is_bullet(line) or is_enumerated(line)


def marker_kind(line: str) -> str:
    """The marker that a list item begins with, its number or letter left out: `()` of (1), `①` of ③, `・`."""
    match = _BULLET.match(line) or _ENUMERATED.match(line)
    marker = match[0].strip() if match else ""
    if "①" <= marker <= "㉟":
        return "①"
    letters = "".join("1" if char.isdecimal() else "a" if char.isalpha() else char for char in marker)
    return unicodedata.normalize("NFKC", letters.replace("11", "1"))


def introduces(text: str) -> bool:
    """Whether a text says that something follows it: 次の…, 以下…, …："""
    return text.rstrip().endswith(("：", ":")) or any(word in text for word in _INTRODUCING)


def is_note(line: str) -> bool:
    """Whether the line is a footnote, a remark (※, 注) or names its source (出典)."""
    return _NOTE.match(line) is not None


def is_marked_question(line: str) -> bool:
    """Whether the line opens with the Q of questions and answers."""
    return _QUESTION_MARK.match(line) is not None and not _LEADER.search(line)


def is_question(line: str) -> bool:
    """Whether the line is one question, and not long."""
    return line.endswith(("?", "？")) and len(line) <= QUESTION_LENGTH


def marked_heading(line: str) -> str | None:
    """The heading that the line's marks make it (■…, 【…】), None where it has none or is a sentence.

    Of 【ケース1】製造業 it is 【ケース1】.
    """
    if line[:1] in _HEADING_MARKS:
        plain = len(line) <= 60 and not ends_sentence(line) and not re.search(r"[:：]\s*\S", line)
        return line if plain and line[1:].strip() else None
    closing = _BRACKETS.get(line[:1])
    end = line.find(closing) if closing else -1
    if end < 2 or end > 60 or (ends_sentence(line) and len(line) > end + 1):
        return None
    return line[: end + 1]


def is_label(line: str) -> bool:
    """Whether the line names something instead of saying it: short, with letters, without a sentence's end."""
    letters = sum(char.isalpha() for char in line)
    digits = sum(char.isdigit() for char in line)
    return (
        2 <= len(line) <= LABEL_LENGTH
        and letters >= 2
        and letters > digits
        and (line[0].isalnum() or line[0] in _OPENING)
        and not is_note(line)
        and not ends_sentence(line)
        and line[-1] not in "、,，:：;→←"
        and not _LEADER.search(line)
        and "\t" not in line
        and "://" not in line
    )


def is_prose(line: str) -> bool:
    """Whether the line holds sentences."""
    return not is_note(line) and ("。" in line or (len(line) > LABEL_LENGTH and ends_sentence(line)))


def ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, brackets and quotation marks after it left out."""
    bare = line.rstrip().rstrip(_CLOSING)
    return bare[-1:] in _SENTENCE_ENDS and bare[-1:] != ""


def is_ruler(line: str) -> bool:
    """Whether the line is drawn, not written: dashes, asterisks, lines of boxes."""
    return len(line) >= 3 and not any(char.isalnum() for char in line) and len(set(line) - set(" +|｜│　")) <= 2


def width(line: str) -> int:
    """Columns that the line takes on a terminal: two a full-width character."""
    return sum(2 if unicodedata.east_asian_width(char) in "FWA" else 1 for char in line)


def joined(before: str, after: str) -> str:
    """Two parts of a broken line as one: without a space inside Japanese text, with one between words."""
    if not before or not after or before[-1].isspace():
        return before + after
    return before + after if before[-1] > "\x7f" or after[0] > "\x7f" else f"{before} {after}"


def unbroken(before: str, after: str) -> str:
    """Two parts of a line that was broken where it was full: hyphens go, figures inside Japanese text join."""
    if len(before) > 1 and before[-1] == "-" and "a" <= before[-2] <= "z" and after[:1].islower():
        return before[:-1] + after
    figure = before[-1:].isdigit() or before[-1:] in (",", ".")
    japanese = len(before) >= _PROSE_LENGTH and any(char > "\x7f" for char in before[-_PROSE_LENGTH:])
    return before + after if figure and after[:1].isdigit() and japanese else joined(before, after)

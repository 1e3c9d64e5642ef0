"""The widget's modules, styles and texts as one module without imports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from assistant.data_file import read_yaml

_IMPORT = re.compile(r'^import \{ (?P<names>[\w$, ]+) \} from "\./(?P<file>[\w.-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function\*?|function\*?|class|const|let) )", re.MULTILINE)
_DECLARED = re.compile(r"^(?:async function\*?|function\*?|class|const|let) (?P<name>[\w$]+)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)
_NOTE = re.compile(r"^\s*//.*\n", re.MULTILINE)
_INDENT = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)
_CSS_NOTE = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_SPACE = re.compile(r"\s+")
_CSS_AROUND = re.compile(r"\s*([{};,>])\s*|(:) ")


class BundleError(ValueError):
    """A module that the bundle cannot take; the message names file and reason. Tests see to it that there is none."""


def bundle(folder: Path, main: str = "main.js") -> str:
    """One module of `main` and all that it imports from `folder`, each file once, after those that it imports.

    Modules share one scope, so their top-level names must differ. A style sheet becomes the constant STYLE, a YAML
    file of texts the constant TEXTS. Comment lines and indentation are left out.

    Raises:
        BundleError: an import is not of the form ``import { a, b } from "./file.js";``, a file is not there, does
            not export the name, a top-level name stands in two files, or a template literal spans lines.
    """
    parts: dict[str, str] = {}
    _add(folder, main, parts, ())
    owners: dict[str, str] = {}
    for file, part in parts.items():
        for match in _DECLARED.finditer(part):
            name = match["name"]
            if owners.setdefault(name, file) != file:
                raise BundleError(f"{file}: '{name}' is declared in {owners[name]} too")
    return "\n".join(_INDENT.sub("", _NOTE.sub("", part)).strip("\n") for part in parts.values())


def _add(folder: Path, file: str, parts: dict[str, str], path: tuple[str, ...]) -> None:
    if file in path:
        raise BundleError(f"{file}: imported in a circle: {' > '.join((*path, file))}")
    if file in parts:
        return
    source = _source(folder / file)
    for match in _IMPORT.finditer(source):
        _add(folder, match["file"], parts, (*path, file))
        missing = set(match["names"].split(", ")) - set(_exports(folder / match["file"]))
        if missing:
            raise BundleError(f"{file}: {match['file']} does not export {', '.join(sorted(missing))}")
    plain = _EXPORT.sub("", _IMPORT.sub("", source))
    if left := _LEFT.search(plain):
        raise BundleError(f"{file}: cannot be bundled: {left[0]}")
    if any(line.count("`") % 2 for line in plain.split("\n")):
        raise BundleError(f"{file}: a template literal spans lines")
    parts[file] = plain


def _exports(path: Path) -> Iterator[str]:
    source = _source(path)
    for match in re.finditer(
        r"^export (?:async function\*?|function\*?|class|const|let) ([\w$]+)", source, re.MULTILINE
    ):
        yield match[1]


def _source(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BundleError(f"{path.name}: there is no such file") from None
    match path.suffix:
        case ".css":
            style = _CSS_AROUND.sub(r"\1\2", _CSS_SPACE.sub(" ", _CSS_NOTE.sub("", text))).strip()
            return f"export const STYLE = {_literal(style)};\n"
        case ".yaml":
            return f"export const TEXTS = {_literal(read_yaml(text))};\n"
        case _:
            return text


def _literal(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

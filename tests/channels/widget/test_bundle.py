from __future__ import annotations

import gzip
import re
from pathlib import Path
from typing import get_args

import httpx
import pytest
import yaml

from assistant.answers import Outcome, Verdict
from assistant.channels.web.widget.bundle import BundleError, bundle
from assistant.channels.web.widget.forms import FieldName, Form
from assistant.channels.web.widget.script import SOURCES
from assistant.tools.premium_terms import Basis

MOST_BYTES = 25_000
FORBIDDEN = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".style.")


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder


def test_the_widget_with_its_styles_is_at_most_25_kilobytes_gzipped(client: httpx.Client) -> None:
    response = client.get("/widget.js", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert int(response.headers["content-length"]) <= MOST_BYTES
    assert len(gzip.compress(response.content)) <= MOST_BYTES


def test_the_script_may_be_loaded_by_any_website_and_is_revalidated(client: httpx.Client) -> None:
    for encoding in ("gzip", "identity"):
        response = client.get("/widget.js", headers={"Accept-Encoding": encoding})
        assert response.headers["content-type"].startswith("text/javascript")
        assert response.headers["access-control-allow-origin"] == "*"
        assert "max-age" in response.headers["cache-control"]
        known = {"Accept-Encoding": encoding, "If-None-Match": response.headers["etag"]}
        assert client.get("/widget.js", headers=known).status_code == 304


def test_bundling_twice_gives_the_same_and_nothing_is_imported() -> None:
    made = bundle(SOURCES)
    assert made == bundle(SOURCES)
    assert not any(line.startswith(("import ", "export ")) for line in made.split("\n"))


def test_nothing_in_the_widget_makes_html_or_runs_text() -> None:
    for file in SOURCES.glob("*.js"):
        source = file.read_text(encoding="utf-8")
        assert not [each for each in FORBIDDEN if each in source], file.name


def test_every_text_is_in_both_languages_with_the_same_blanks() -> None:
    texts = yaml.safe_load((SOURCES / "texts.yaml").read_text(encoding="utf-8"))
    assert texts["ja"].keys() == texts["en"].keys()
    for key, japanese in texts["ja"].items():
        english = texts["en"][key]
        assert len(japanese) == len(english) if isinstance(japanese, list) else True
        assert str(japanese).count("{") == str(english).count("{"), key


def test_every_text_is_said_and_what_is_said_by_name_has_a_text() -> None:
    texts = yaml.safe_load((SOURCES / "texts.yaml").read_text(encoding="utf-8"))["ja"]
    literal = "".join(file.read_text(encoding="utf-8") for file in SOURCES.glob("*.js"))
    tools = get_args(Form.model_fields["tool"].annotation)
    named = {
        *get_args(Verdict),
        *(set(get_args(Outcome)) - {"answered"}),
        *(set(get_args(Basis)) - {"unavailable"}),
        *get_args(FieldName),
        *(f"{tool}Message" for tool in tools),
    }
    assert named <= texts.keys()
    assert not [key for key in texts if key not in named and not re.search(rf'["`]{key}["`]|\b{key}:', literal)]


def test_modules_come_after_what_they_import(tmp_path: Path) -> None:
    written(
        tmp_path,
        main='import { b } from "./b.js";\nimport { a } from "./a.js";\n\nb(a);\n',
        a="// a note\nexport const a = 1;\n",
        b='import { a } from "./a.js";\n\nexport function b(x) {\n  return x + a;\n}\n',
    )
    assert bundle(tmp_path) == "const a = 1;\nfunction b(x) {\nreturn x + a;\n}\nb(a);"


def test_styles_and_texts_become_constants(tmp_path: Path) -> None:
    (tmp_path / "style.css").write_text("/* note */\na {\n  color: red;\n}\n", encoding="utf-8")
    (tmp_path / "texts.yaml").write_text("ja: {a: あ}\n", encoding="utf-8")
    main = 'import { STYLE } from "./style.css";\nimport { TEXTS } from "./texts.yaml";\nlog(STYLE, TEXTS);\n'
    written(tmp_path, main=main)
    assert bundle(tmp_path).split("\n") == [
        'const STYLE = "a{color:red;}";',
        'const TEXTS = {"ja":{"a":"あ"}};',
        "log(STYLE, TEXTS);",
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"main": 'import { a } from "./a.js";\n'}, "a.js: there is no such file"),
        ({"main": 'import { b } from "./a.js";\n', "a": "export const a = 1;\n"}, "does not export b"),
        (
            {"main": 'import { a } from "./a.js";\nconst a = 2;\n', "a": "export const a = 1;\n"},
            "'a' is declared in a.js",
        ),
        ({"main": 'import * as a from "./a.js";\n', "a": ""}, "cannot be bundled"),
        ({"main": "export default 1;\n"}, "cannot be bundled"),
        ({"main": "const a = `\n  b`;\n"}, "spans lines"),
        (
            {"main": 'import { a } from "./a.js";\n', "a": 'import { a } from "./a.js";\nexport const a = 1;\n'},
            "circle",
        ),
    ],
)
def test_what_cannot_be_bundled_is_named(tmp_path: Path, files: dict[str, str], said: str) -> None:
    with pytest.raises(BundleError, match=said):
        bundle(written(tmp_path, **files))

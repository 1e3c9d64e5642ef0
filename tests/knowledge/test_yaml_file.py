from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assistant.errors import Problem
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.eligibility import EligibilityRule
from assistant.knowledge.premiums import Premiums
from assistant.knowledge.products import Product
from assistant.knowledge.values import Record
from assistant.knowledge.yaml_file import YamlFile, parse_yaml, read_yaml, validate

FACT = """\
id: treatment
label: {ja: 治療費用, en: treatment}
kind: cost
verdict: covered
limit:
  - amount_yen: 3000000
    per: 1事故
evidence:
  document: travel/plan.md
  quote: 治療費用
"""
RULE: TypeAdapter[EligibilityRule] = TypeAdapter(EligibilityRule)


def parsed(text: str) -> YamlFile:
    file = parse_yaml(text, "f.yaml")
    assert isinstance(file, YamlFile), file
    return file


def refused(text: str) -> Problem:
    problem = parse_yaml(text, "f.yaml")
    assert isinstance(problem, Problem), problem
    return problem


def told(text: str, model: type[Record] = CoverageFact) -> list[str]:
    """What is wrong with `text` as `model`."""
    found = validate(parsed(text), model)
    assert isinstance(found, list), found
    return [str(problem) for problem in found]


def told_of_rule(text: str) -> list[str]:
    found = validate(parsed(text), RULE)
    assert isinstance(found, list), found
    return [str(problem) for problem in found]


def test_every_value_has_the_line_of_its_key() -> None:
    file = parsed("- id: a\n  limit:\n    - amount_yen: 1\n      per: >\n        1事故\n\n# a comment\n- id: b\n")
    assert [file.line(path) for path in ((0,), (0, "limit"), (0, "limit", 0, "per"), (1,), (1, "id"))] == [
        1,
        2,
        4,
        8,
        8,
    ]


def test_a_path_that_the_file_lacks_has_the_line_of_its_nearest_parent() -> None:
    file = parsed("a: 1\nb:\n  c: 2\n")
    assert file.line(("b", "missing", 3)) == 2
    assert str(file.problem(("b", "missing"), "is wrong")) == "f.yaml:2: b: is wrong"
    assert str(file.problem(("nothing",), "is wrong")) == "f.yaml:1: is wrong"


@pytest.mark.parametrize(
    ("text", "line", "field"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "a"),
        ("- id: x\n  limit: {per: a,\n    amount_yen: 1,\n    per: b}\n", 4, "[0].limit.per"),
        ('"a": 1\na: 2\n', 2, "a"),
    ],
)
def test_a_key_that_stands_twice_is_refused_where_it_stands_again(text: str, line: int, field: str) -> None:
    problem = refused(text)
    assert (problem.line, problem.field) == (line, field)
    assert "this key stands twice, first on line" in problem.message
    assert "remove one" in problem.message


@pytest.mark.parametrize(
    ("text", "line", "advice"),
    [
        ("a:\n\tb: 1\n", 2, "indent with spaces"),
        ("x: 1\na: b: c\n", 2, "in quotes"),
        ("x: 1\na: @b\n", 2, "in quotes"),
        ("x: 1\na: 'open\nb: 2\n", 2, "close the quotes"),
        ("x: 1\na: [1, 2\nb: 3\n", 2, "expected ',' or ']'"),
        ("x: 1\na: {b: 1\nc: 2\n", 2, "expected ',' or '}'"),
        ("- a\n- b\nc: d\n", 3, "expected"),
        ("x: 1\n---\ny: 2\n", 2, "remove the line ---"),
        ("x: 1\ny: !tag z\n", 2, "in quotes"),
        ("x: 1\ny: !!python/object:os.system z\n", 2, "constructor"),
        ("x: 1\ny: !!int z\n", 2, "'z' is no value that can be read"),
        ("x: 1\ny: " + "9" * 5000 + "\n", 2, "is no value that can be read"),
        ("x: 1\ny: a\x00b\n", 2, "control character U+0000"),
        ("x: 1\n2: y\n", 2, "the key '2' is not text: put it in quotes"),
        ("x: 1\nnull: y\n", 2, "the key 'null' is not text"),
        ("x: 1\n? [a]\n: b\n", 2, "is not text"),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line_and_what_to_do(text: str, line: int, advice: str) -> None:
    problem = refused(text)
    assert problem.line == line
    assert advice in problem.message


def test_aliases_are_refused_so_that_a_bomb_cannot_be_built() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    begun = time.monotonic()
    problem = refused("\n".join(lines))
    assert problem.line == 2
    assert "aliases (*name) are not read: write the value out" in problem.message
    assert time.monotonic() - begun < 1


@pytest.mark.parametrize("text", ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "? " * 100_000])
def test_deep_nesting_is_refused_at_once(text: str) -> None:
    begun = time.monotonic()
    assert "nested more than" in refused(text).message
    assert time.monotonic() - begun < 1


def test_values_stay_as_they_are_written_unless_they_are_plain() -> None:
    text = "[yes, no, on, 012, 0x1f, 9:00, 2024-07-09, 1e3, <<, =, 1_000_000, -5, 1.5, true, null, ~, '', 5412]"
    expected = ["yes", "no", "on", "012", "0x1f", "9:00", "2024-07-09", "1e3", "<<", "=", 1000000, -5, 1.5, True]
    assert parsed(text).data == [*expected, None, None, "", 5412]


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n", "\ufeff"])
def test_a_file_without_content_holds_nothing(text: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_text(text, encoding="utf-8")
    file = read_yaml(path, "f.yaml")
    assert isinstance(file, YamlFile)
    assert file.data is None
    assert file.problem(("anything",), "is missing").field is None


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_windows_line_ends_and_a_byte_order_mark_change_nothing(newline: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes((mark + "a: 1\nb: |\n  x\n  y\nc: 2\nc: 3\n".replace("\n", newline)).encode())
    problem = read_yaml(path, "f.yaml")
    assert str(problem) == "f.yaml:6: c: this key stands twice, first on line 5: remove one"
    path.write_bytes((mark + "a: 1\nb: |\n  x\n  y\n".replace("\n", newline)).encode())
    file = read_yaml(path, "f.yaml")
    assert isinstance(file, YamlFile)
    assert file.data == {"a": 1, "b": "x\ny\n"}


@pytest.mark.parametrize(("encoding", "line"), [("shift_jis", 2), ("euc_jp", 2), ("utf-16", 1)])
def test_another_encoding_is_told(encoding: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("id: a\nlabel: 保険料\n".encode(encoding))
    assert str(read_yaml(path, "f.yaml")) == f"f.yaml:{line}: is not UTF-8: save the file as UTF-8"


def test_utf_16_without_a_mark_is_told(tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    path.write_bytes("id: a\n".encode("utf-16-le"))
    problem = read_yaml(path, "f.yaml")
    assert isinstance(problem, Problem)
    assert problem.line == 1
    assert "save the file as UTF-8" in problem.message


def test_a_folder_in_the_place_of_a_file_is_told(tmp_path: Path) -> None:
    assert str(read_yaml(tmp_path, "f.yaml")) == "f.yaml: cannot be read: Is a directory"


def test_a_whole_fact_is_read() -> None:
    fact = validate(parsed(FACT), CoverageFact)
    assert isinstance(fact, CoverageFact)
    assert (fact.limit[0].amount_yen, fact.evidence[0].quote) == (3_000_000, "治療費用")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("id: treatment", "id: 1", "f.yaml:1: id: must be text: put it in quotes (is: 1)"),
        ("id: treatment", "id: true", "f.yaml:1: id: must be text: put it in quotes (is: True)"),
        ("id: treatment", "id:", "f.yaml:1: id: must be a text (is: empty)"),
        ("id: treatment", "id: [a]", "f.yaml:1: id: must be a text (is: ['a'])"),
        ("id: treatment", "id: 治療", "f.yaml:1: id: may hold letters a to z, digits, - and _ only"),
        ("ja: 治療費用", "ja: ''", "f.yaml:2: label.ja: must not be empty"),
        ("{ja: 治療費用, en: treatment}", "''", "f.yaml:2: label: must not be empty"),
        ("{ja: 治療費用, en: treatment}", "[a]", "f.yaml:2: label: must be an entry with the keys ja, en"),
        ("kind: cost", "kind: costs", "f.yaml:3: kind: must be 'cost', 'event', 'liability' or 'service'"),
        ("3000000", "'3000000'", "f.yaml:6: limit[0].amount_yen: must be a valid integer, without quotes"),
        ("3000000", "3,000,000", "f.yaml:6: limit[0].amount_yen: must be a valid integer, without quotes, commas"),
        ("3000000", "300万円", "f.yaml:6: limit[0].amount_yen: must be a valid integer, without quotes, commas or"),
        ("3000000", "3e6", "f.yaml:6: limit[0].amount_yen: must be a valid integer"),
        ("3000000", "3000000.0", "f.yaml:6: limit[0].amount_yen: must be a valid integer"),
        ("3000000", "true", "f.yaml:6: limit[0].amount_yen: must be a valid integer"),
        ("3000000", "-1", "f.yaml:6: limit[0].amount_yen: must be greater than or equal to 0 (is: -1)"),
        (
            "3000000",
            "",
            "f.yaml:6: limit[0].amount_yen: must be a valid integer, without quotes, commas or units (is: em",
        ),
        ("per: 1事故", "per: 1", "f.yaml:7: limit[0].per: must be text: put it in quotes (is: 1)"),
        ("per: 1事故", "pre: 1事故", "f.yaml:7: limit[0].pre: unknown key 'pre': did you mean 'per'?"),
        ("amount_yen", "amount", "f.yaml:6: limit[0].amount: unknown key 'amount': did you mean 'amount_yen'?"),
        ("quote: 治", "quotes: 治", "f.yaml:10: evidence.quotes: unknown key 'quotes': did you mean 'quote'?"),
        ("  quote: 治療費用\n", "", "f.yaml:8: evidence: 'quote' is missing: add it"),
        ("verdict: covered\n", "", "f.yaml:1: 'verdict' is missing: add it"),
        ("verdict", "verdikt", "f.yaml:4: verdikt: unknown key 'verdikt': did you mean 'verdict'?"),
        ("kind: cost", "kind: cost\nzzz: 1", "f.yaml:4: zzz: unknown key 'zzz': known here are id, label, aliases, "),
        ("kind: cost", "kind: cost\nplans: basic", "f.yaml:4: plans: must be a list, like [a, b] (is: 'basic')"),
        ("kind: cost", "kind: cost\nplans: [a, a]", "f.yaml:4: plans: named twice: a"),
        ("kind: cost", "kind: cost\nplans: [a, 1]", "f.yaml:4: plans[1]: must be text: put it in quotes (is: 1)"),
        ("verdict: covered", "verdict: conditional", "f.yaml:1: a conditional verdict needs a condition"),
        ("kind: cost", "kind: cost\n<<: {a: 1}", "f.yaml:4: <<: unknown key '<<'"),
    ],
)
def test_a_mistake_names_line_and_field_and_says_what_to_do(old: str, new: str, message: str) -> None:
    assert old in FACT
    assert any(line.startswith(message) for line in told(FACT.replace(old, new, 1))), told(FACT.replace(old, new, 1))


def test_a_hint_names_keys_of_the_place_only() -> None:
    """`exclude` is near a key of the industry rule, but this is a revenue rule."""
    rule = "id: a\ntype: revenue\ntext: x\nbelow: 5\nexclude: [a]\nevidence: {document: d, quote: q}\n"
    problems = told_of_rule(rule)
    assert "f.yaml:4: below: unknown key 'below': did you mean 'below_yen'?" in problems
    (excluded,) = [problem for problem in problems if "exclude" in problem]
    assert "known here are id, text, plans, riders, evidence, type, below_yen" in excluded
    industry = rule.replace("revenue", "industry")
    assert "f.yaml:5: exclude: unknown key 'exclude': did you mean 'excluded'?" in told_of_rule(industry)


def test_a_rule_without_a_type_or_with_an_unknown_one_is_told() -> None:
    assert told_of_rule("id: a\ntext: x\n") == ["f.yaml:1: 'type' is missing: add it"]
    assert told_of_rule("id: a\ntype: revenu\n") == [
        "f.yaml:2: type: must be one of 'revenue', 'industry', 'membership', 'unspecified', 'otherwise'"
        " (is: 'revenu')"
    ]


def test_deeply_nested_models_are_told_with_their_place() -> None:
    text = "examples:\n  - id: a\n    premiums:\n      - {plan: basic, yearly: 5}\n"
    assert "f.yaml:4: examples[0].premiums[0].yearly: unknown key 'yearly'" in "\n".join(told(text, Premiums))


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2024", "write a date as YYYY-MM-DD (is: 2024)"),
        ("'2024'", "write a date as YYYY-MM-DD (is: '2024')"),
        ("2024-7-9", "write a date as YYYY-MM-DD"),
        ("20240709", "write a date as YYYY-MM-DD"),
        ("2024-W27-2", "write a date as YYYY-MM-DD"),
        ("2024-07-09T00:00:00", "write a date as YYYY-MM-DD"),
        ("2024-02-30", "is no day of the calendar (is: '2024-02-30')"),
        ("令和6年7月9日", "write a date as YYYY-MM-DD"),
        ("", "write a date as YYYY-MM-DD (is: empty)"),
        ("yes", "write a date as YYYY-MM-DD"),
    ],
)
def test_a_date_is_written_in_one_way(written: str, message: str) -> None:
    text = f"id: a\nname: x\ninsurer: null\nas_of: {written}\n"
    assert any(line.startswith(f"f.yaml:4: as_of: {message}") for line in told(text, Product)), told(text, Product)


@pytest.mark.parametrize("written", ["yes", "'true'", "1", "on"])
def test_a_flag_is_true_or_false(written: str) -> None:
    text = f"id: a\nname: x\ninsurer: null\nas_of: 2024-07-09\ncontacts:\n  - label: y\n    urgent: {written}\n"
    assert told(text, Product)[0].startswith("f.yaml:7: contacts[0].urgent: must be true or false")


@given(st.text(max_size=60))
def test_any_text_is_data_or_a_problem_of_one_of_its_lines(text: str) -> None:
    result = parse_yaml(text, "f.yaml", first_line=2)
    if isinstance(result, Problem):
        assert result.line is not None
        assert 2 <= result.line <= 2 + sum(text.count(end) for end in "\n\r\x85\u2028\u2029")
    else:
        assert result.line(()) >= 2


@given(st.text(alphabet="ab:-[]{}#&*!|>'\"%@`,?0 \n\t", max_size=40))
def test_any_markup_is_data_or_a_problem(text: str) -> None:
    result = parse_yaml(text, "f.yaml")
    assert isinstance(result, YamlFile) or (result.message and result.line)

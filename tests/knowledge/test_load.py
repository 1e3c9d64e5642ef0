from __future__ import annotations

from pathlib import Path

import pytest

from assistant.knowledge.load import Loaded, load_knowledge
from tests.knowledge.conftest import SmallCorpus

FACT = "- {id: a, label: x, kind: cost, verdict: covered, evidence: {document: travel/plan.md, quote: 保険料}}\n"


def told(loaded: Loaded) -> list[str]:
    return [str(problem) for problem in loaded.problems]


def test_a_corpus_is_read_in_the_order_of_its_products(corpus: SmallCorpus) -> None:
    loaded = load_knowledge(corpus.folder)
    assert not loaded.problems
    assert list(loaded.base.products) == ["travel", "pet"]
    assert [fact.id for fact in loaded.base.products["travel"].coverage] == ["treatment"]
    assert loaded.base.products["pet"].coverage == ()
    assert loaded.base.industries == ()
    assert loaded.declared == {"travel", "pet"}


def test_only_products_yaml_is_required(tmp_path: Path) -> None:
    loaded = load_knowledge(tmp_path)
    assert told(loaded) == ["products.yaml: is missing: see docs/corpus.md"]
    assert loaded.base.products == {}
    assert loaded.declared == frozenset()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "- travel\n", "travel\n", "[]\n"])
def test_products_that_are_no_mapping_are_told(text: str, corpus: SmallCorpus) -> None:
    corpus.write("products.yaml", text)
    loaded = load_knowledge(corpus.folder)
    assert told(loaded) == ["products.yaml:1: must map each product's id to its entry: see docs/corpus.md"]
    assert loaded.base.products == {}


@pytest.mark.parametrize("name", ["coverage.yaml", "eligibility.yaml"])
def test_a_mapping_where_a_list_is_due_is_told(name: str, corpus: SmallCorpus) -> None:
    corpus.write(f"travel/{name}", "id: a\n")
    assert told(load_knowledge(corpus.folder)) == [
        f"travel/{name}:1: must be a list of entries, each beginning with '- '"
    ]


def test_a_list_where_a_mapping_is_due_is_told(corpus: SmallCorpus) -> None:
    corpus.write("travel/premiums.yaml", "- a\n")
    assert told(load_knowledge(corpus.folder)) == [
        "travel/premiums.yaml:1: must be an entry with the keys discounts, examples, notes, tariffs (is: ['a'])"
    ]


@pytest.mark.parametrize("name", ["coverage.yaml", "eligibility.yaml", "premiums.yaml"])
def test_an_empty_file_says_nothing(name: str, corpus: SmallCorpus) -> None:
    corpus.write(f"travel/{name}", "# to be written\n")
    assert not load_knowledge(corpus.folder).problems


def test_an_empty_entry_is_told_and_does_not_hide_its_neighbours(corpus: SmallCorpus) -> None:
    corpus.write("travel/coverage.yaml", f"{FACT}-\n{FACT.replace('id: a', 'id: b')}- [x]\n")
    loaded = load_knowledge(corpus.folder)
    assert [fact.id for fact in loaded.base.products["travel"].coverage] == ["a", "b"]
    assert [(problem.line, problem.field) for problem in loaded.problems] == [(2, "[1]"), (4, "[3]")]


def test_a_faulty_product_does_not_hide_what_is_wrong_in_its_folder(corpus: SmallCorpus) -> None:
    corpus.replace("products.yaml", "  insurer: 例示保険\n  as_of: 2026-01-01\n  contacts", "  contacts")
    corpus.write("travel/coverage.yaml", FACT.replace("kind: cost", "kind: costs"))
    loaded = load_knowledge(corpus.folder)
    assert [(problem.file, problem.line, problem.field) for problem in loaded.problems] == [
        ("products.yaml", 2, "travel"),
        ("products.yaml", 2, "travel"),
        ("travel/coverage.yaml", 1, "[0].kind"),
    ]
    assert list(loaded.base.products) == ["pet"]
    assert loaded.declared == {"travel", "pet"}


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("car:\n", "products.yaml:2: car: must be an entry with the keys id, name, english, aliases"),
        ("car: x\n", "products.yaml:2: car: must be an entry with the keys"),
        ("2024: {name: x}\n", "products.yaml:2: the key '2024' is not text: put it in quotes, or remove it"),
        ("車: {name: x, insurer: x, as_of: 2026-01-01}\n", "products.yaml:2: 車: may hold letters a to z, digits"),
        ("../up: {name: x, insurer: x, as_of: 2026-01-01}\n", "products.yaml:2: ../up: may hold letters"),
        ("car: {id: c, name: x}\n", "products.yaml:2: car.id: unknown key 'id': remove it, the id is 'car'"),
        ("car: {name: x, insurer: x}\n", "products.yaml:2: car: 'as_of' is missing: add it"),
    ],
)
def test_a_faulty_product_is_told(entry: str, message: str, corpus: SmallCorpus) -> None:
    corpus.write("products.yaml", "# products\n" + entry)
    assert told(load_knowledge(corpus.folder))[0].startswith(message)


@pytest.mark.parametrize("name", ["coverage.yaml", "eligibility.yaml", "premiums.yaml"])
def test_a_product_folder_that_products_yaml_does_not_name_is_told(name: str, corpus: SmallCorpus) -> None:
    corpus.write(f"travels/{name}", "")
    message = "its folder 'travels' is no product: add 'travels' to products.yaml (or did you mean 'travel'?)"
    assert told(load_knowledge(corpus.folder)) == [f"travels/{name}: {message}"]


def test_hidden_and_nested_folders_are_no_products(corpus: SmallCorpus) -> None:
    corpus.write(".backup/coverage.yaml", "- broken\n")
    corpus.write("travel/old/coverage.yaml", "- broken\n")
    assert told(load_knowledge(corpus.folder)) == []


def test_the_documents_of_a_folder_that_products_yaml_does_not_name_are_told(corpus: SmallCorpus) -> None:
    corpus.write("home/plan.md", "# 家財\n")
    assert corpus.error() == "home/plan.md: its folder 'home' is no product: add 'home' to products.yaml"


def test_broken_products_are_told_once_and_not_as_strays(corpus: SmallCorpus) -> None:
    corpus.write("products.yaml", "travel: [\n")
    loaded = load_knowledge(corpus.folder)
    assert [problem.file for problem in loaded.problems] == ["products.yaml"]


def test_other_files_of_the_corpus_are_read(corpus: SmallCorpus) -> None:
    corpus.write("industries.yaml", "- {id: farm, label: 農業, names: [農家]}\n- {id: 1, label: x}\n")
    corpus.write("assistant.yaml", "name: 案内役\nsuggestion: []\n")
    loaded = load_knowledge(corpus.folder)
    assert [industry.id for industry in loaded.base.industries] == ["farm"]
    assert told(loaded) == [
        "industries.yaml:2: [1].id: must be text: put it in quotes (is: 1)",
        "assistant.yaml:2: suggestion: unknown key 'suggestion': did you mean 'suggestions'?",
    ]

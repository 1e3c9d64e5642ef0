from __future__ import annotations

import pytest

from assistant.errors import CorpusError, SnapshotError
from assistant.ingest.target import ingest_target
from tests.corpora import PLAN, document
from tests.ingest.conftest import Workshop


def test_a_first_ingest_adds_every_document(workshop: Workshop) -> None:
    summary = workshop.ingest()
    assert summary.built
    assert summary.added == ["pet/plan.md", "travel/plan.md", "travel/staff.md"]
    assert (summary.passages, summary.embedded) == (4, 7)


def test_an_unchanged_corpus_keeps_its_snapshot(workshop: Workshop) -> None:
    first = workshop.ingest()
    again = workshop.ingest()
    assert not again.built
    assert (again.snapshot, again.unchanged, again.embedded) == (first.snapshot, 3, 0)


def test_one_changed_sentence_embeds_only_its_passage(workshop: Workshop) -> None:
    workshop.ingest()
    workshop.write("travel/plan.md", document("travel", "旅行プラン", PLAN.replace("口座振替", "請求書")))
    summary = workshop.ingest()
    assert (summary.changed, summary.unchanged, summary.embedded) == (["travel/plan.md"], 2, 1)
    texts = [hit.passage.text for hit in workshop.search("支払い方法")]
    assert any("請求書" in text for text in texts)
    assert not any("口座振替" in text for text in texts)


def test_an_english_rendering_is_found_and_travels_with_its_passage(workshop: Workshop) -> None:
    english = "Premiums are debited from your bank account."
    workshop.ingest()
    rendered = PLAN.replace("> - カードで払える?\n", f"> - カードで払える?\n\n> en: {english}\n")
    workshop.write("travel/plan.md", document("travel", "旅行プラン", rendered))
    assert workshop.ingest().embedded == 1
    best = workshop.search("debited bank account")[0]
    assert (best.passage.english, best.passage.wordings) == (english, ("カードで払える?",))
    assert best.bm25 > 0
    document_text = workshop.snapshots.current().passages.documents()["travel/plan.md"].text
    assert "debited" not in document_text + best.passage.text


def test_a_deleted_document_is_gone_from_search(workshop: Workshop) -> None:
    workshop.ingest()
    assert "travel/plan.md" in workshop.documents("治療費用")
    workshop.write("pet/more.md", document("pet", "もっと", "\n## 手術\n\n手術費用は10万円まで補償されます。\n"))
    (workshop.corpus / "travel" / "coverage.yaml").unlink()
    (workshop.corpus / "travel" / "plan.md").unlink()
    summary = workshop.ingest()
    assert (summary.added, summary.removed) == (["pet/more.md"], ["travel/plan.md"])
    assert "travel/plan.md" not in workshop.documents("治療費用")


def test_an_error_in_the_corpus_leaves_the_current_snapshot(workshop: Workshop) -> None:
    first = workshop.ingest()
    workshop.write("travel/coverage.yaml", "- id: treatment\n  verdikt: covered\n")
    with pytest.raises(CorpusError, match=r"travel/coverage\.yaml:2.*unknown key 'verdikt'.*'verdict'"):
        workshop.ingest()
    assert workshop.snapshots.current_name() == first.snapshot
    assert workshop.documents("治療費用")


def test_a_changed_fact_is_in_the_snapshot_without_a_changed_document(workshop: Workshop) -> None:
    workshop.ingest()
    facts = (workshop.corpus / "travel" / "coverage.yaml").read_text(encoding="utf-8")
    workshop.write("travel/coverage.yaml", facts.replace("[病院代]", "[病院代, 入院代]"))
    assert workshop.ingest().built
    fact = workshop.snapshots.current().knowledge.products["travel"].coverage[0]
    assert fact.aliases == ("病院代", "入院代")


def test_a_broken_document_stops_the_ingest_unless_it_may_be_skipped(workshop: Workshop) -> None:
    (workshop.corpus / "pet" / "leaflet.pdf").write_bytes(b"%PDF-1.7 cut off")
    with pytest.raises(CorpusError, match=r"pet/leaflet\.pdf"):
        workshop.ingest()
    summary = workshop.ingest(skip_broken=True)
    assert summary.added == ["pet/plan.md", "travel/plan.md", "travel/staff.md"]
    assert any(problem.file == "pet/leaflet.pdf" for problem in summary.problems)


def test_an_update_can_be_limited_to_a_folder(workshop: Workshop) -> None:
    workshop.ingest()
    workshop.write("travel/plan.md", document("travel", "旅行プラン", PLAN.replace("口座振替", "請求書")))
    workshop.write("pet/new.md", document("pet", "新しい", "\n## 手術\n\n手術費用は10万円まで補償されます。\n"))
    summary = workshop.ingest(only=("pet",))
    assert (summary.added, summary.changed) == (["pet/new.md"], [])
    assert any("口座振替" in hit.passage.text for hit in workshop.search("支払い方法"))


def test_paths_of_an_ingest_are_a_corpus_or_lie_in_it(workshop: Workshop) -> None:
    corpus = workshop.corpus
    assert ingest_target([], corpus) == (corpus, ())
    assert ingest_target([corpus], corpus.parent / "other") == (corpus, ())
    assert ingest_target([corpus / "pet"], corpus) == (corpus, ("pet",))
    with pytest.raises(CorpusError, match="outside the corpus folder"):
        ingest_target([workshop.data.parent], corpus)
    with pytest.raises(CorpusError, match="does not exist"):
        ingest_target([corpus / "nothing"], corpus)


def test_a_second_ingest_at_the_same_time_is_refused(workshop: Workshop) -> None:
    with workshop.snapshots.writer(), pytest.raises(SnapshotError, match="another ingest is running"):
        workshop.ingest()


def test_the_original_text_is_kept_for_quotes(workshop: Workshop) -> None:
    body = "\n## 補償\n\nﾍﾟｯﾄの手術は１０万円まで補償されます。\n"
    workshop.write("pet/wide.md", document("pet", "全角", body))
    workshop.ingest()
    assert any("ﾍﾟｯﾄの手術は１０万円まで" in hit.passage.text for hit in workshop.search("ペット 手術 10万円"))


def test_a_document_in_the_wrong_folder_is_told_with_its_line(workshop: Workshop) -> None:
    workshop.write("pet/travel.md", document("travel", "旅行", "\n## 費用\n\n費用は1万円です。\n"))
    with pytest.raises(CorpusError, match=r"pet/travel\.md:3: product: is 'travel', but the folder is 'pet'"):
        workshop.ingest()


def test_a_document_may_be_of_any_kind(workshop: Workshop) -> None:
    workshop.write("pet/terms.md", document("pet", "約款", "\n## 第1条\n\n手術費用を補償します。\n", kind="約款"))
    assert workshop.ingest().added == ["pet/plan.md", "pet/terms.md", "travel/plan.md", "travel/staff.md"]

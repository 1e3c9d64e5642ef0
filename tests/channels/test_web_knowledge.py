"""What a page can know before anything is asked."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import httpx

from assistant.channels.web.app import create_app
from assistant.ingest.build import IngestOptions, ingest
from assistant.ingest.progress import Silence
from assistant.retrieval.encoders import Encoder
from assistant.settings import Settings
from tests.channels.serving import served, wait_until_ready
from tests.corpora import write_corpus


def test_products_are_listed_with_plans_contacts_and_first_questions(client: httpx.Client) -> None:
    products = client.get("/api/v1/products").json()
    yayoi = products[0]
    assert yayoi["id"] == "yayoi"
    assert yayoi["insurer"] == "東京海上日動火災保険株式会社"
    assert yayoi["as_of"] == "2026-11-21"
    assert {"id": "paid-500m", "name": "5億円プラン", "part_of": "paid"} in yayoi["plans"]
    assert yayoi["contacts"][0]["phone"] == "0120-008588"
    assert 1 <= len(yayoi["suggestions"]) <= 4


def test_the_first_questions_of_a_product_are_answered_from_its_documents(client: httpx.Client) -> None:
    for product in client.get("/api/v1/products").json():
        for question in product["suggestions"][:1]:
            answer = client.post("/api/v1/chat", json={"message": question, "product": product["id"]}).json()
            assert answer["outcome"] == "answered", question
            assert product["id"] in {each["product"] for each in answer["citations"]}


def test_texts_come_in_english_where_the_corpus_has_them(client: httpx.Client) -> None:
    english = client.get("/api/v1/products", params={"locale": "en"}).json()[0]
    assert english["contacts"][0]["label"] == "consultation desk"
    about = client.get("/api/v1/assistant", params={"locale": "en"}).json()
    assert about["name"] == "Cyber insurance assistant"
    assert about["scope"] == "cyber insurance"
    assert "Is a ransom payment covered?" in about["suggestions"]


def test_a_client_that_has_it_already_is_told_so(client: httpx.Client) -> None:
    for path in ("/api/v1/products", "/api/v1/assistant"):
        first = client.get(path)
        assert first.headers["cache-control"] == "no-cache"
        tag = first.headers["etag"]
        for known in (tag, f'"other", W/{tag}', "*"):
            again = client.get(path, headers={"If-None-Match": known})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
        assert client.get(path, params={"locale": "en"}).headers["etag"] != tag


def test_a_language_that_is_not_spoken_is_a_problem(client: httpx.Client) -> None:
    response = client.get("/api/v1/products", params={"locale": "fr"})
    assert response.status_code == 422
    assert "'ja' or 'en'" in response.json()["detail"]


def test_with_another_corpus_it_is_another_assistant(tmp_path: Path, encoder: Encoder, settings: Settings) -> None:
    corpus = write_corpus(tmp_path / "corpus")
    data = tmp_path / "data"
    # the vectors of names are of no corpus, and take minutes to encode
    shutil.copytree(settings.data_dir / "vectors", data / "vectors")
    ingest(IngestOptions(corpus, data, 20_000_000), encoder, dt.date(2026, 11, 21), Silence())
    app = create_app(Settings(corpus_dir=corpus, data_dir=data))
    with served(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        wait_until_ready(client)
        assert [each["id"] for each in client.get("/api/v1/products").json()] == ["travel", "pet"]
        about = client.get("/api/v1/assistant").json()
        assert about["name"] == "AIアシスタント"
        assert about["scope"] == "旅行保険、ペット保険"
        assert "口座振替" in client.post("/api/v1/chat", json={"message": "カードで払える?"}).json()["text"]

from __future__ import annotations

from pathlib import Path

from sqlalchemy import create_engine, text

from assistant.agent.memory import Memory
from assistant.storage import ConversationStore
from tests.storage.turns import completed, url_of


def stored(store: ConversationStore) -> str:
    conversation = store.begin("web")
    store.save_turn(conversation, completed(), Memory())
    return conversation.id


def test_who_claims_a_conversation_first_owns_it(store: ConversationStore) -> None:
    conversation = stored(store)
    assert store.owner(conversation) is None
    store.claim(conversation, "mine")
    store.claim(conversation, "theirs")
    assert store.owner(conversation) == "mine"


def test_a_conversation_that_is_not_stored_cannot_be_claimed(store: ConversationStore) -> None:
    conversation = store.begin("web").id
    store.claim(conversation, "mine")
    assert store.owner(conversation) is None


def test_an_owner_has_what_was_claimed(store: ConversationStore) -> None:
    first, second, _ = (stored(store) for _ in range(3))
    store.claim(first, "mine")
    store.claim(second, "mine")
    assert set(store.owned("mine")) == {first, second}
    assert store.owned("theirs") == ()


def test_deletion_takes_the_owner_along(store: ConversationStore, file: Path) -> None:
    conversation = stored(store)
    store.claim(conversation, "mine")
    assert store.delete(conversation)
    assert store.owner(conversation) is None
    engine = create_engine(url_of(file))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM conversation_owners")).scalar() == 0
    engine.dispose()


def test_a_database_from_before_owners_gets_them(file: Path, store: ConversationStore) -> None:
    conversation = stored(store)
    store.close()
    engine = create_engine(url_of(file))
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE conversation_owners"))
    engine.dispose()
    later = ConversationStore.open(url_of(file))
    later.claim(conversation, "mine")
    assert later.owner(conversation) == "mine"
    later.close()

from __future__ import annotations

import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from assistant.agent.memory import Memory
from assistant.storage import ConversationStore
from assistant.storage.merging import merge
from tests.storage.turns import completed, url_of


def _talk(url: str, conversation_id: str, name: str, turns: int) -> None:
    store = ConversationStore.open(url)
    for number in range(turns):
        conversation = store.load(conversation_id)
        assert conversation is not None
        memory = conversation.memory
        store.save_turn(
            conversation,
            completed(f"{name}の質問{number}"),
            memory.model_copy(update={"items": (*memory.items, f"{name}{number}")}),
        )
    store.close()


def test_two_turns_at_once_lose_nothing(store: ConversationStore) -> None:
    conversation = store.begin("web")
    store.save_turn(conversation, completed("はじめ"), Memory(product="yayoi", plan="a"))
    seen = store.load(conversation.id)
    assert seen is not None
    store.save_turn(seen, completed("業種は製造業"), seen.memory.model_copy(update={"industry": "manufacturing"}))
    store.save_turn(seen, completed("売上は8千万円"), seen.memory.model_copy(update={"annual_revenue": "8千万円"}))
    after = store.load(conversation.id)
    assert after is not None
    assert after.memory == Memory(product="yayoi", plan="a", industry="manufacturing", annual_revenue="8千万円")
    assert [turn.number for turn in store.turns(conversation.id)] == [1, 2, 3]


def test_of_two_that_fill_one_slot_the_later_turn_wins() -> None:
    base = Memory(product="yayoi", plan="a")
    ours = Memory(product="yayoi", plan=None)
    theirs = Memory(product="chuokai", plan="b")
    assert merge(base, ours, theirs) == Memory(product="chuokai", plan=None)


def test_a_conversation_that_was_deleted_meanwhile_does_not_come_back(store: ConversationStore) -> None:
    conversation = store.begin("web")
    store.save_turn(conversation, completed(), Memory())
    loaded = store.load(conversation.id)
    assert loaded is not None
    assert store.delete(conversation.id)
    assert not store.save_turn(loaded, completed(), Memory())
    assert store.load(conversation.id) is None
    assert store.turns(conversation.id) == ()


def test_threads_share_a_store(store: ConversationStore) -> None:
    conversations = [store.begin("web") for _ in range(4)]
    for conversation in conversations:
        store.save_turn(conversation, completed(), Memory())

    def talk(number: int) -> bool:
        seen = store.load(conversations[number % 4].id)
        return seen is not None and store.save_turn(seen, completed(f"質問{number}"), seen.memory)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(talk, range(80)))
    for conversation in conversations:
        assert [turn.number for turn in store.turns(conversation.id)] == list(range(1, 22))


def test_processes_share_a_file(store: ConversationStore, file: Path) -> None:
    conversation = store.begin("web")
    store.save_turn(conversation, completed(), Memory())
    context = multiprocessing.get_context("spawn")
    processes = [
        context.Process(target=_talk, args=(url_of(file), conversation.id, name, 10)) for name in ("甲", "乙")
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0]
    turns = store.turns(conversation.id)
    assert [turn.number for turn in turns] == list(range(1, 22))
    assert len({turn.screened.question for turn in turns}) == 21


def test_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    url = url_of(tmp_path / "new.sqlite")
    with ThreadPoolExecutor(8) as pool:
        stores = list(pool.map(ConversationStore.open, [url] * 8))
    for opened in stores:
        assert opened.load("0" * 32) is None
        opened.close()

"""Products of the knowledge base: who offers them, how to reach a person, plans, sets and riders."""

from __future__ import annotations

from assistant.knowledge.values import Date, Flag, Id, Ids, Language, Local, Names, Record, Source, Text


class Contact(Record):
    """A way to a person. `urgent` contacts come first when an incident is in progress."""

    label: Local
    phone: Text | None = None
    hours: Local | None = None
    url: Text | None = None
    note: Local | None = None
    urgent: Flag = False


class _Named(Record):
    id: Id
    name: Text
    english: Text | None = None

    def named(self, language: Language) -> str:
        """The name; for readers of English the English one, followed by the one that stands in the documents."""
        return f"{self.english} ({self.name})" if language == "en" and self.english else self.name


class Plan(_Named):
    """A plan; `part_of` names the plan that it is a variant of (5億円プラン is part of 有料プラン)."""

    aliases: Names = ()
    part_of: Id | None = None


class LimitSet(_Named):
    """A set of limits that is chosen beside the plan (加入セット)."""

    aliases: Names = ()


class Rider(Record):
    """A rider (特約) or option; `plans` is empty where it goes with any plan."""

    id: Id
    name: Text
    aliases: Names = ()
    plans: Ids = ()


class Product(_Named):
    """One entry of products.yaml; its id is the name of the product's folder."""

    aliases: Names = ()
    insurer: Text | None
    operator: Text | None = None
    as_of: Date
    valid_until: Date | None = None
    contacts: tuple[Contact, ...] = ()
    plans: tuple[Plan, ...] = ()
    limit_sets: tuple[LimitSet, ...] = ()
    riders: tuple[Rider, ...] = ()
    source_pages: tuple[Source, ...] = ()

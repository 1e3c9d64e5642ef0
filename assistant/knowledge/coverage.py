"""Coverage facts: what a product covers, up to what limit, on what condition, and the quote that says so."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, model_validator

from assistant.knowledge.values import EvidenceList, Id, Ids, Local, Names, Record, Text, Yen, _listed

Kind = Literal["cost", "event", "liability", "service"]
FactVerdict = Literal["covered", "not_covered", "conditional"]


class Limit(Record):
    """A limit of liability in yen; `per` (1事故, 1請求) is None where the source does not say per what.

    Empty `plans` and `limit_sets` mean those of the fact. `shared` names the group that shares the limit.
    """

    amount_yen: Yen
    per: Text | None = None
    plans: Ids = ()
    limit_sets: Ids = ()
    shared: Text | None = None


class Deductible(Record):
    """The part of a loss that the policyholder bears, in yen; 0 is none."""

    amount_yen: Yen
    text: Local | None = None


class CoverageFact(Record):
    """One entry of coverage.yaml."""

    id: Id
    label: Local
    aliases: Names = ()
    kind: Kind
    verdict: FactVerdict
    plans: Ids = ()
    limit_sets: Ids = ()
    riders: Ids = ()
    limit: Annotated[tuple[Limit, ...], BeforeValidator(_listed)] = ()
    deductible: Deductible | None = None
    condition: Local | None = None
    approval: Local | None = None
    exclusion: Local | None = None
    note: Local | None = None
    evidence: EvidenceList

    @model_validator(mode="after")
    def _condition_where_conditional(self) -> Self:
        if self.verdict == "conditional" and self.condition is None:
            raise ValueError("a conditional verdict needs a condition")
        return self

"""Eligibility rules: who can take out a plan or a rider."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from assistant.knowledge.values import EvidenceList, Id, Ids, Local, Record, Yen


class _Rule(Record):
    id: Id
    text: Local
    plans: Ids = ()
    riders: Ids = ()
    evidence: EvidenceList


class RevenueRule(_Rule):
    """Annual revenue in yen must satisfy every bound that is given."""

    type: Literal["revenue"]
    below_yen: Yen | None = None
    at_most_yen: Yen | None = None
    above_yen: Yen | None = None
    at_least_yen: Yen | None = None

    @model_validator(mode="after")
    def _some_bound(self) -> Self:
        if {self.below_yen, self.at_most_yen, self.above_yen, self.at_least_yen} == {None}:
            raise ValueError("give one of below_yen, at_most_yen, above_yen, at_least_yen")
        return self


class IndustryRule(_Rule):
    """Classes of industries.yaml that are excluded, and borderline ones on which the window decides."""

    type: Literal["industry"]
    excluded: Ids = ()
    borderline: Ids = ()

    @model_validator(mode="after")
    def _disjoint(self) -> Self:
        if both := sorted(set(self.excluded) & set(self.borderline)):
            raise ValueError(f"both excluded and borderline: {', '.join(both)}")
        if not self.excluded and not self.borderline:
            raise ValueError("name the classes that are excluded or borderline")
        return self


class MembershipRule(_Rule):
    """A condition that the assistant names and cannot check."""

    type: Literal["membership"]


class UnspecifiedRule(_Rule):
    """The source restricts without saying whom: the window decides."""

    type: Literal["unspecified"]


class OtherwiseRule(_Rule):
    """What is offered to those whom the other rules turn away."""

    type: Literal["otherwise"]


EligibilityRule = Annotated[
    RevenueRule | IndustryRule | MembershipRule | UnspecifiedRule | OtherwiseRule, Field(discriminator="type")
]

"""The arguments of each tool, as people, programs and language models give them."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import AllowInfNan, BaseModel, ConfigDict, Field

from assistant.tools.amounts.numerals import LARGEST

Number = Annotated[float, AllowInfNan(False)]
WholeNumber = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Product = Annotated[
    str | None, Field(description="Product id. Leave it out only where the person means no product in particular.")
]
Plan = Annotated[str | None, Field(description="Name or id of a plan of the product (5億円プラン, ワイド).")]
LimitSet = Annotated[
    str | WholeNumber | None, Field(description="Name or id of a set of limits of the product (加入セット3, 3).")
]
Revenue = Annotated[
    WholeNumber | Number | str | None,
    Field(
        description="The firm's revenue of one year in yen: a number (80000000), or the person's own words "
        "(8千万, 年商5億, 1億円未満). Never convert a monthly figure."
    ),
]
Industry = Annotated[
    str | None,
    Field(description="The firm's own trade: the person's own words (歯科, 町の工務店) or the id of a class."),
]


class ToolRequest(BaseModel):
    """Arguments of a tool; other keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=2000)


class EligibilityRequest(ToolRequest):
    """A firm that wants to take out a product, a plan or a rider."""

    product: Product = None
    annual_revenue_yen: Revenue = None
    industry: Industry = None
    plan: Annotated[str | None, Field(description="Name or id of a plan or of a rider (特約) of the product.")] = None


class PremiumRequest(ToolRequest):
    """A firm that wants to know a premium."""

    product: Product = None
    industry: Industry = None
    annual_revenue_yen: Revenue = None
    plan: Plan = None
    limit_set: LimitSet = None
    security_discount_percent: Annotated[
        WholeNumber | Number | str | None,
        Field(description="Discount for the firm's security (割引確認シート) in percent: 30 is 30%."),
    ] = None
    it_business_rider: Annotated[
        bool | None, Field(description="With the IT business rider (IT業務特約) or without; null where not said.")
    ] = None
    riders: Annotated[
        list[str], Field(max_length=20, description="Names or ids of other riders (特約) that are wanted.")
    ] = []
    without_riders: Annotated[
        list[str], Field(max_length=20, description="Names or ids of riders (特約) that are expressly not wanted.")
    ] = []


class CoverageRequest(ToolRequest):
    """Items of which one wants to know whether they are covered."""

    item: Annotated[
        str | Annotated[list[str], Field(max_length=20)],
        Field(
            description="What is asked about, in the person's own words, several as a list: costs, events, "
            "liabilities or services (身代金, 見舞金, メールの誤送信)."
        ),
    ] = ""
    product: Product = None
    plan: Plan = None
    limit_set: LimitSet = None


class ComparisonRequest(ToolRequest):
    """Plans of one product to lay side by side."""

    product: Product = None
    plans: Annotated[
        list[str], Field(max_length=20, description="Names or ids of the plans; empty is all of them.")
    ] = []
    items: Annotated[
        list[str], Field(max_length=20, description="Only these items, in the person's words; empty is all.")
    ] = []
    differences_only: Annotated[bool, Field(description="Leave out what is the same in all plans.")] = False


class SearchRequest(ToolRequest):
    """A question to the documents."""

    query: Annotated[str, Field(description="What to look for, as a question or key words, in Japanese.")] = ""
    product: Product = None
    limit: Annotated[int, Field(ge=1, le=20, description="How many passages at most.")] = 5


class ContactRequest(ToolRequest):
    """Somebody who wants to reach a person."""

    product: Product = None
    urgent: Annotated[bool, Field(description="Whether a cyber incident is in progress right now.")] = False


class ToolSpec(NamedTuple):
    """A tool: its name, what it does (for language models), its arguments, and which of them a model must give."""

    name: str
    description: str
    request: type[ToolRequest]
    required: tuple[str, ...] = ()


TOOLS = {
    spec.name: spec
    for spec in (
        ToolSpec(
            "check_eligibility",
            "Whether a firm can take out an insurance product, plan or rider, by its published rules. Returns "
            "eligible (true, false, or null where an input is missing or the product's window decides), every rule "
            "that was applied with its quote, missing inputs, and conditions such as a membership.",
            EligibilityRequest,
        ),
        ToolSpec(
            "estimate_premium",
            "The premium of a product for a firm, from the insurer's tariff or published examples only. Returns yen "
            "a year or a month, the basis, assumptions, missing inputs, and the nearest published examples. The only "
            "source of premiums: never state or compute one otherwise.",
            PremiumRequest,
        ),
        ToolSpec(
            "check_coverage",
            "Whether costs, events, liabilities or services are covered: for each item and product the verdict "
            "(covered, not_covered, conditional), limits and deductible in yen, condition, approval, exclusion, note "
            "and quotes. A null verdict means that the sources do not say. Say everything that a verdict carries.",
            CoverageRequest,
            ("item",),
        ),
        ToolSpec(
            "compare_plans",
            "The plans of one product side by side: a row an item, a column a plan, with verdicts and limits.",
            ComparisonRequest,
        ),
        ToolSpec(
            "search_knowledge",
            "Passages of the product documents that answer a question, best first: procedures, payment, services, "
            "definitions, cases, statistics, and whatever the other tools do not cover.",
            SearchRequest,
            ("query",),
        ),
        ToolSpec(
            "contact",
            "How to reach a person for a product: phone, hours, web address, notes. Set urgent where an incident is "
            "in progress: hotlines come first then.",
            ContactRequest,
        ),
    )
}
"""All tools by name."""

"""The tools as one turn of conversation calls them: arguments understood, scope enforced, evidence recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from assistant.answers import Citation, ToolResult
from assistant.knowledge.base import ProductKnowledge
from assistant.knowledge.coverage import CoverageFact
from assistant.knowledge.values import Language
from assistant.retrieval.encoders import Vectors
from assistant.retrieval.open import CurrentSearch
from assistant.retrieval.passages import Document
from assistant.retrieval.search import Hit, Scope
from assistant.retrieval.snapshot import Snapshot
from assistant.tools.call import ToolCall
from assistant.tools.contact import contact
from assistant.tools.context import ToolContext, open_context
from assistant.tools.coverage import check_coverage, compare_plans
from assistant.tools.coverage.names import FactKey
from assistant.tools.eligibility import check_eligibility
from assistant.tools.industries import IndustryMatch
from assistant.tools.inputs import Given, read_percent, read_revenue
from assistant.tools.ledger import Ledger, TurnEvidence
from assistant.tools.lookup import InputError
from assistant.tools.passage_data import passage_data
from assistant.tools.premium import estimate_premium
from assistant.tools.premium_revenue import Revenue, read_premium_revenue
from assistant.tools.requests import TOOLS
from assistant.tools.turn_encoder import TurnEncoder

if TYPE_CHECKING:
    from llama_index.core.tools import FunctionTool

_PASSAGES = 5


class Toolbox:
    """The tools of one turn. Each call is recorded with its sources in `evidence`.

    Nothing a caller gives raises: what is missing or cannot be taken stands in the result, under `errors` where
    nothing was done, under `unclear` where the tool went on without it.
    """

    def __init__(
        self,
        context: ToolContext,
        *,
        product: str | None = None,
        staff: bool = False,
        locale: Language = "ja",
        today: dt.date | None = None,
    ) -> None:
        """Opens a toolbox.

        Args:
            context: what the tools work with.
            product: id of the product that the page pins; others are refused, general word is not.
            staff: whether staff documents may be shown.
            locale: language of the texts; quotes stay as they are.
            today: the day on which tariffs must hold; None is the current day.
        """
        self._context = context
        self.knowledge = context.knowledge
        self.encoder = TurnEncoder(context.search.encoder)
        self.product = product
        self.scope = Scope(None if product is None else (product,), staff)
        self.locale: Language = locale
        self.today = today or dt.date.today()
        self._ledger = Ledger(context.sources, staff=staff)

    @property
    def evidence(self) -> TurnEvidence:
        """Every result and source that was handed out in this turn."""
        return self._ledger.evidence

    def check_eligibility(
        self,
        product: str | None = None,
        annual_revenue_yen: int | float | str | None = None,
        industry: str | None = None,
        plan: str | None = None,
    ) -> ToolResult:
        """See `assistant.tools.eligibility.check_eligibility`; revenue and industry also in people's own words."""
        call = self._call("check_eligibility")
        known = call.product(product, [each for each in self._products() if each.eligibility])
        revenue = call.read("annual_revenue_yen", annual_revenue_yen, read_revenue)
        trade = call.industry(industry)
        call.note("plan", plan)
        if known is None:
            return call.failed()
        return call.done(check_eligibility(self.knowledge, known, revenue, trade, plan, locale=self.locale))

    def estimate_premium(
        self,
        product: str | None = None,
        industry: str | None = None,
        annual_revenue_yen: int | float | str | None = None,
        plan: str | None = None,
        limit_set: str | int | None = None,
        security_discount_percent: int | float | str | None = None,
        it_business_rider: bool | None = None,
        riders: Sequence[str] = (),
        without_riders: Sequence[str] = (),
    ) -> ToolResult:
        """See `assistant.tools.premium.estimate_premium`; amounts and industry also in people's own words."""
        call = self._call("estimate_premium")
        priced = [each for each in self._products() if each.premiums.examples or each.premiums.tariffs]
        known = call.product(product, priced)
        trade = call.industry(industry)
        revenue = call.read("annual_revenue_yen", annual_revenue_yen, partial(self._premium_revenue, known))
        percent = call.read("security_discount_percent", security_discount_percent, read_percent)
        chosen = None if limit_set is None else str(limit_set)
        call.note("plan", plan)
        call.note("limit_set", chosen)
        call.note("it_business_rider", it_business_rider)
        call.note("riders", list(riders) or None)
        call.note("without_riders", list(without_riders) or None)
        if known is None or call.is_unclear("security_discount_percent"):
            return call.failed()
        result = estimate_premium(
            self.knowledge,
            known,
            trade,
            revenue and revenue.yen,
            plan,
            chosen,
            percent,
            it_business_rider,
            riders=riders,
            without_riders=without_riders,
            revenue_said=revenue and revenue.said,
            today=self.today,
            locale=self.locale,
        )
        return call.done(result)

    def check_coverage(
        self,
        item: str | Sequence[str] = "",
        product: str | None = None,
        plan: str | None = None,
        limit_set: str | int | None = None,
    ) -> ToolResult:
        """See `assistant.tools.coverage.check_coverage`; without a product, what all of them say side by side."""
        call = self._call("check_coverage")
        call.note("item", item if isinstance(item, str) else list(item))
        if not "".join(item).strip():
            call.need("item")
        known = call.product(product)
        chosen = None if limit_set is None else str(limit_set)
        call.note("plan", plan)
        call.note("limit_set", chosen)
        if call.errors:
            return call.failed()
        result = check_coverage(
            self.knowledge,
            item,
            known,
            plan,
            limit_set=chosen,
            finder=self._context.coverage,
            encoder=self.encoder,
            locale=self.locale,
        )
        return call.done(result)

    def compare_plans(
        self,
        product: str | None = None,
        plans: Sequence[str] = (),
        items: Sequence[str] = (),
        differences_only: bool = False,
    ) -> ToolResult:
        """See `assistant.tools.coverage.compare_plans`."""
        call = self._call("compare_plans")
        known = call.product(product, [each for each in self._products() if each.product.plans])
        call.note("plans", list(plans) or None)
        call.note("items", list(items) or None)
        call.note("differences_only", differences_only or None)
        if known is None:
            return call.failed()
        result = compare_plans(
            self.knowledge,
            known,
            plans,
            items,
            differences_only=differences_only,
            finder=self._context.coverage,
            encoder=self.encoder,
            locale=self.locale,
        )
        return call.done(result)

    def search_knowledge(self, query: str = "", product: str | None = None, limit: int = _PASSAGES) -> ToolResult:
        """The best passages for a query; each is a source that may be cited."""
        call = self._call("search_knowledge")
        call.note("query", query)
        known = call.product(product)
        call.note("limit", limit)
        if not query.strip():
            call.need("query")
        if limit < 1:
            call.need("limit")
        if call.errors:
            return call.failed()
        passages = []
        for hit in self.search(query, known, limit):
            citation = self.cite(hit, hit.passage.text)
            passages.append({**passage_data(hit), "citation": citation.number if citation else None})
        return call.done({"passages": passages})

    def contact(self, product: str | None = None, urgent: bool = False) -> ToolResult:
        """See `assistant.tools.contact.contact`."""
        call = self._call("contact")
        known = call.product(product)
        call.note("urgent", urgent)
        if call.errors:
            return call.failed()
        return call.done(contact(self.knowledge, known, urgent, locale=self.locale))

    def call(self, name: str, arguments: Mapping[str, Any]) -> ToolResult:
        """Calls a tool by name with arguments of any kind, as a language model gives them."""
        call = self._call(name)
        if name not in TOOLS:
            call.unknown_tool()
            return call.failed()
        try:
            request = TOOLS[name].request.model_validate(dict(arguments))
        except ValidationError as error:
            call.refuse(arguments, error)
            return call.failed()
        result: ToolResult = getattr(self, name)(**{key: getattr(request, key) for key in request.model_fields_set})
        return result

    @property
    def snapshot(self) -> Snapshot:
        """The snapshot that the tools work on."""
        return self._context.search.snapshot

    def document(self, path: str) -> Document | None:
        """The document at `path`, below the corpus folder, as the tools know it."""
        return self._context.sources.document(path)

    def vector(self, text: str) -> Vectors:
        """The query vector of a text, shape (dimensions,); encoded once a turn."""
        vector: Vectors = self.encoder.queries([text])[0]
        return vector

    def search(self, query: str, product: str | None = None, limit: int = _PASSAGES) -> list[Hit]:
        """The best passages as search found them, best first; none is a source before `cite` made it one."""
        scope = self.scope if product is None else self.scope._replace(products=(product,))
        return self._context.search.search(query, limit, scope, self.vector(query))

    def cite(self, hit: Hit, quote: str) -> Citation | None:
        """Makes `quote`, a part of a passage, a source of this turn; None where it may not be shown."""
        citation = self._ledger.cite(hit.passage.document, quote, hit.passage.heading)
        if citation and hit.passage.english:
            self._ledger.render(citation.number, hit.passage.english)
        return citation

    def named_items(self, text: str) -> tuple[str, ...]:
        """The names in a text of what facts are about."""
        return self._context.facts.asked_about(text)

    def fact(self, key: FactKey) -> CoverageFact:
        """The coverage fact with this key."""
        return next(fact for fact in self.knowledge.products[key.product].coverage if fact.id == key.fact)

    def facts_in(self, document: str, text: str) -> tuple[FactKey, ...]:
        """The coverage facts that stand on a quote in a passage of a document."""
        return self._context.stated.within(document, text)

    def industry_in(self, text: str) -> IndustryMatch:
        """The trade of whoever says `text`: by its name, else by likeness."""
        return self._context.industries.find(text)

    def function_tools(self) -> list[FunctionTool]:
        """The tools for LlamaIndex; each answers with its recorded `ToolResult` as JSON."""
        from assistant.tools.function_tools import function_tools

        return function_tools(self)

    def again(self) -> Toolbox:
        """Another toolbox of the same turn, which has handed out nothing yet."""
        other = Toolbox(
            self._context, product=self.product, staff=self.scope.staff, locale=self.locale, today=self.today
        )
        other.encoder = self.encoder
        return other

    def become(self, other: Toolbox) -> None:
        """Takes the evidence of another toolbox of the same turn in place of its own."""
        self._ledger = other._ledger

    def products(self) -> tuple[str, ...]:
        """Ids of the products that may be asked about."""
        return tuple(each.product.id for each in self._products())

    def _call(self, tool: str) -> ToolCall:
        return ToolCall(tool, self._context, self.encoder, self._ledger, self.product, self.locale)

    def _premium_revenue(self, product: str | None, given: Given, locale: Language) -> Revenue | InputError:
        known = None if product is None else self.knowledge.products[product]
        return read_premium_revenue(given, known, self.today, locale)

    def _products(self) -> tuple[ProductKnowledge, ...]:
        return self._context.products(self.product)


class CurrentTools:
    """Toolboxes over whatever snapshot is current at the time."""

    def __init__(self, search: CurrentSearch, data_dir: Path) -> None:
        """Opens the tools at once, so that no question waits for them.

        Raises:
            SnapshotError: there is no index.
        """
        self._search = search
        self._data_dir = data_dir
        self._context = open_context(search.engine(), data_dir)

    def context(self) -> ToolContext:
        """The context over the current snapshot; hold it for the length of a turn."""
        engine, context = self._search.engine(), self._context
        if context.search is not engine:
            context = self._context = open_context(engine, self._data_dir)
        return context

    def toolbox(
        self,
        *,
        product: str | None = None,
        staff: bool = False,
        locale: Language = "ja",
        today: dt.date | None = None,
    ) -> Toolbox:
        """A toolbox for one turn, see `Toolbox`.

        Raises:
            QuestionError: there is no such product.
            SnapshotError: there is no index.
        """
        pinned = None if product is None else self._search.known_product(product)
        return Toolbox(self.context(), product=pinned, staff=staff, locale=locale, today=today)

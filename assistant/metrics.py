"""Counts of what happens to turns, for /metrics. They hold nothing that people said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

from assistant.agent.usage import Usage
from assistant.answers import Answer

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120)

REGISTRY = CollectorRegistry()


def _counter(name: str, of: str, *labels: str) -> Counter:
    return Counter(f"assistant_{name}", of, labels, registry=REGISTRY)


TURNS = _counter("turns", "Turns that were answered.", "outcome", "brain")
TURN_SECONDS = Histogram(
    "assistant_turn_seconds", "From the message to the answer.", ("brain",), buckets=_SECONDS, registry=REGISTRY
)
GROUNDING = _counter(
    "grounding_events", "What the check of drafts did: found, no_evidence, sent_back, cut, withheld.", "event"
)
FINDINGS = _counter("grounding_findings", "What drafts said that was not grounded.", "kind")
FALLBACKS = _counter("llm_fallbacks", "Turns that were answered without the language model.", "reason")
FAULTS = _counter("llm_faults", "Calls of the language model that failed.", "kind")
CALLS = _counter("llm_calls", "Calls of the language model that were answered.", "model")
TOKENS = _counter("llm_tokens", "Tokens of the language model.", "model", "direction")
COST = _counter("llm_cost_usd", "Price of the language model in US dollars.", "model")


def count_turn(answer: Answer, events: Iterable[Mapping[str, Any]], latency_ms: int) -> None:
    """Counts a turn that was answered."""
    TURNS.labels(answer.outcome, answer.brain).inc()
    TURN_SECONDS.labels(answer.brain).observe(latency_ms / 1000)
    for event in events:
        if event["event"] == "fallback":
            FALLBACKS.labels(event["reason"]).inc()
        elif event["event"] == "fault":
            FAULTS.labels(event["kind"]).inc()
        elif event["event"] != "model":
            GROUNDING.labels(event["event"]).inc()
        for finding in event.get("findings", ()):
            FINDINGS.labels(finding["kind"]).inc()


def count_usage(usage: Usage) -> None:
    """Counts what a language model was asked and cost, also where its reply was not used or nobody waited for it."""
    CALLS.labels(usage.model).inc(usage.calls)
    TOKENS.labels(usage.model, "input").inc(usage.input_tokens)
    TOKENS.labels(usage.model, "output").inc(usage.output_tokens)
    COST.labels(usage.model).inc(usage.cost_usd or 0)


def exposition() -> bytes:
    """All counts, in the text format of Prometheus."""
    return generate_latest(REGISTRY)

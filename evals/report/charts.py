"""Charts as inline SVG; colours are CSS variables of the page."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from evals.stats import Rate

_ROW, _LABEL, _PLOT, _VALUE = 26, 150, 420, 170
_WIDTH, _HEIGHT, _MARGIN = 560, 280, 40


class Bar(NamedTuple):
    """A share with its name; `before` is the baseline's share."""

    name: str
    rate: Rate
    before: float | None = None


class Line(NamedTuple):
    """A named curve of shares, one for each cut from 1 on; `style` is a CSS class."""

    name: str
    values: Sequence[float]
    style: str


def bars(rows: Sequence[Bar]) -> Markup:
    """Horizontal bars with confidence intervals, and a mark where the baseline was."""
    height = _ROW * len(rows) + 24
    parts = [_scale(height - 20)]
    for number, row in enumerate(rows):
        parts.append(_bar(row, _ROW * number))
    width = _LABEL + _PLOT + _VALUE
    return Markup(f'<svg class="chart" viewBox="0 0 {width} {height}" role="img">{"".join(parts)}</svg>')


def _bar(row: Bar, top: int) -> str:
    share = row.rate.share
    middle = top + _ROW / 2
    name = f'<text x="{_LABEL - 8}" y="{middle + 4}" class="name">{escape(row.name)}</text>'
    if share is None:
        return name
    low, high = (_LABEL + _PLOT * end for end in row.rate.interval())
    parts = [
        name,
        f'<rect x="{_LABEL}" y="{top + 5}" width="{_PLOT * share:.1f}" height="{_ROW - 10}" rx="2" class="bar"/>',
        _whiskers(low, high, middle),
        f'<text x="{_LABEL + _PLOT + 10}" y="{middle + 4}" class="value">{100 * share:.0f}% '
        f"<tspan>({row.rate.hits}/{row.rate.total})</tspan></text>",
    ]
    if row.before is not None:
        place = _LABEL + _PLOT * row.before
        title = f"<title>baseline {100 * row.before:.0f}%</title>"
        parts.append(f'<path d="M{place:.1f} {top + 2}v{_ROW - 4}" class="before">{title}</path>')
    return "".join(parts)


def _whiskers(low: float, high: float, middle: float) -> str:
    ends = "".join(f"M{end:.1f} {middle - 4}v8" for end in (low, high))
    return f'<path d="M{low:.1f} {middle}H{high:.1f}{ends}" class="interval"/>'


def _scale(bottom: float) -> str:
    parts = []
    for share in (0, 25, 50, 75, 100):
        place = _LABEL + _PLOT * share / 100
        parts.append(f'<path d="M{place} 0V{bottom}" class="grid"/>')
        parts.append(f'<text x="{place}" y="{bottom + 16}" class="tick">{share}%</text>')
    return "".join(parts)


def curves(lines: Sequence[Line]) -> Markup:
    """Shares over the number of passages that are looked at."""
    cuts = max((len(line.values) for line in lines), default=1)
    across, down = _WIDTH - 2 * _MARGIN - 60, _HEIGHT - 2 * _MARGIN
    parts = []
    for share in (0, 25, 50, 75, 100):
        place = _MARGIN + down * (1 - share / 100)
        parts.append(f'<path d="M{_MARGIN} {place}h{across}" class="grid"/>')
        parts.append(f'<text x="{_MARGIN - 6}" y="{place + 4}" class="name">{share}%</text>')
    for cut in (1, 5, 10, 15, 20):
        if cut <= cuts:
            place = _MARGIN + across * (cut - 1) / max(1, cuts - 1)
            parts.append(f'<text x="{place:.1f}" y="{_HEIGHT - _MARGIN + 16}" class="tick">{cut}</text>')
    parts.append(f'<text x="{_MARGIN + across / 2}" y="{_HEIGHT - 6}" class="tick">passages looked at</text>')
    for number, line in enumerate(lines):
        points = " ".join(
            f"{_MARGIN + across * place / max(1, cuts - 1):.1f},{_MARGIN + down * (1 - value):.1f}"
            for place, value in enumerate(line.values)
        )
        parts.append(f'<polyline points="{points}" class="curve {line.style}"/>')
        side, row = _MARGIN + across + 12, _MARGIN + 14 + 20 * number
        parts.append(f'<path d="M{side} {row - 4}h14" class="curve {line.style}"/>')
        parts.append(f'<text x="{side + 20}" y="{row}" class="key">{escape(line.name)}</text>')
    return Markup(f'<svg class="chart" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">{"".join(parts)}</svg>')

"""`python -m evals`."""

from __future__ import annotations

from evals.cli import main

main()

"""Tests of assistant.tools.coverage."""

"""Answers and tool results as Block Kit, within Slack's limits."""

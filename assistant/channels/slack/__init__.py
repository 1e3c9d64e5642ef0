"""Slack, for the staff of an agency: mentions, direct messages, the assistant pane, a command and a shortcut."""

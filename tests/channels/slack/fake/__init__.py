"""A local Slack: its Web API, its socket, and what it sends; as strict as its published limits."""

"""What must outlive the process: which events were taken, which threads are engaged, where answers stand."""

from assistant.channels.slack.storage.records import Answered, Thread
from assistant.channels.slack.storage.store import SlackStore, open_slack_store

__all__ = ["Answered", "SlackStore", "Thread", "open_slack_store"]

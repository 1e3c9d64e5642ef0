"""The HTTP API and the demo page."""

"""The words that tell of events."""

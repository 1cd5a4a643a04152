"""Reminders: what is due, preferences, digests, the daily run."""

"""Concerns: the ladder, its clock, contacts, the conversation in a DM."""

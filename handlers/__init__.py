"""Bolt listeners by noun: acknowledge, read, call, draw, answer."""

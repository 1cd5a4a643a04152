"""Slack's side: sending, the directory of people, serving by socket and by HTTP."""

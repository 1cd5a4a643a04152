"""A school year in a minute: random staff, the real bot, and all that it would send."""

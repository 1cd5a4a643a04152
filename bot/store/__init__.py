"""Where records are kept: the embedded store and the in-memory one, one contract."""

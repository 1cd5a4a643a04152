"""The versions of the PostgreSQL tables, one step each; run by `ectbot migrate up`."""

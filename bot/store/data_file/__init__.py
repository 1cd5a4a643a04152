"""The data file: SQLite, one transaction a unit of work, one process."""

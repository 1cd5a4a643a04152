"""Documents: pure functions between bytes and values; calendars, tables, reports."""

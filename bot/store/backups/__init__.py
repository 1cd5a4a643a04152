"""Back-ups of the data file, sealed."""

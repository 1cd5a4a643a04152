"""Installing, back-ups, and the watch over jobs."""

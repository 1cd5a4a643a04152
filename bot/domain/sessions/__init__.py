"""Sessions: logging, confirming, correcting, flags, the typed line."""

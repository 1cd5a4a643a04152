"""Own data, erasing, retention, legal holds, export, audit."""

"""Coverage-guided fuzzing of what reads strangers' input: lines, lists and files."""

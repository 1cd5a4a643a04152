"""The school: its set-up, its terms, its teaching day."""

"""ECT Bot: mentoring for early career teachers, kept on time and in working hours."""

__version__ = "0.1.0"

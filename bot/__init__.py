"""ECT Bot: mentoring for early career teachers, kept on time and in working hours."""

__version__ = "0.2.0"

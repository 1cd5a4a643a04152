"""ECT Bot: mentoring for early career teachers, kept on time and in working hours."""

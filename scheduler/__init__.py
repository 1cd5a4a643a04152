"""The timetable of periodic jobs, and the delivery of what is due."""

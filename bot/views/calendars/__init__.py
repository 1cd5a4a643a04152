"""School weeks and days, timetables, free slots, calendar files."""

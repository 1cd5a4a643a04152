"""People: the roster, roles, pairings, changes in mid-year, absences."""

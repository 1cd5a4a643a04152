"""Drop-ins, the training ledger, time off timetable."""

"""What people type after a command: days, times, names and what is left over."""

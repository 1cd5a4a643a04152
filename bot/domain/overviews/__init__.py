"""Where things stand: home, status, trust, reports."""

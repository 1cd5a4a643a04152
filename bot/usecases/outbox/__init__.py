"""What is to be told, recorded once."""

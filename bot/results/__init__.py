"""What the use cases hand to the views: finished facts, nothing left to look up."""

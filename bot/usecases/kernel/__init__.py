"""What all the other rooms stand on, and nothing that belongs to one of them."""

"""What the use cases need from outside: protocols, and the bundle that carries them."""

"""What people read: Block Kit and its plain-text twin, as pure functions."""

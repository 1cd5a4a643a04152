"""The local workspace: a Slack look-alike for trying, training and testing."""

"""Drawing and sending what the outbox holds."""

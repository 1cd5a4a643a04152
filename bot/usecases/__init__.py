"""What people do with the bot: one public function an intent, one unit of work."""

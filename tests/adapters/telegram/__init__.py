"""The Telegram adapter against a strict fake of the Bot API."""

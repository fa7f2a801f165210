"""Tests of `bot.adapters.waha`."""

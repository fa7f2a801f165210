"""Tests of what is said and done in chats."""

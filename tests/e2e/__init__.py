"""Whole walks: platform update, event, rows, outbox, platform call, and back."""

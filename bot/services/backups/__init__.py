"""Copies of the whole database: one zip with a file of JSON lines a table, the same for SQLite and PostgreSQL."""

from bot.services.backups.archive import Archive, verified
from bot.services.backups.making import copies, make, write
from bot.services.backups.restoring import restore

__all__ = ["Archive", "copies", "make", "restore", "verified", "write"]

"""What happens by the clock: one job a file."""

from scheduler import backups, cleanup, flags, notices, privacy, standing

JOBS = (notices.router, privacy.router, backups.router, cleanup.router, standing.router, flags.router)
"""Every job's router."""

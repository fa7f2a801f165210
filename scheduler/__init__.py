"""What happens by the clock: one job a file."""

from scheduler import backups, cleanup, notices, privacy, standing

JOBS = (notices.router, privacy.router, backups.router, cleanup.router, standing.router)
"""Every job's router."""

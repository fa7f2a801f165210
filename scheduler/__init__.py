"""What happens by the clock: one job a file."""

from scheduler import backups, cleanup, flags, notices, privacy, quiet, standing

JOBS = (notices.router, privacy.router, quiet.router, backups.router, cleanup.router, standing.router, flags.router)
"""Every job's router."""

"""What happens by the clock: one job a file."""

from scheduler import backups, cleanup, flags, notices, nudges, privacy, quiet, standing

JOBS = (
    notices.router,
    privacy.router,
    quiet.router,
    backups.router,
    cleanup.router,
    standing.router,
    flags.router,
    nudges.router,
)
"""Every job's router."""

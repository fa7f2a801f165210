"""What happens by the clock: one job a file."""

from scheduler import backups, cleanup, flags, notices, nudges, privacy, quiet, quizzes, standing

JOBS = (
    notices.router,
    privacy.router,
    quiet.router,
    quizzes.router,
    backups.router,
    cleanup.router,
    standing.router,
    flags.router,
    nudges.router,
)
"""Every job's router."""

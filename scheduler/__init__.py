"""What happens by the clock: one job a file."""

from scheduler import (
    backups,
    buddies,
    captcha,
    cleanup,
    digests,
    flags,
    meetings,
    misses,
    notices,
    nudges,
    pairs,
    privacy,
    quiet,
    quizzes,
    reminders,
    screening,
    standing,
    surveys,
)

JOBS = (
    notices.router,
    privacy.router,
    quiet.router,
    quizzes.router,
    backups.router,
    cleanup.router,
    standing.router,
    flags.router,
    meetings.router,
    reminders.router,
    nudges.router,
    digests.router,
    surveys.router,
    buddies.router,
    captcha.router,
    misses.router,
    pairs.router,
    screening.router,
)
"""Every job's router."""

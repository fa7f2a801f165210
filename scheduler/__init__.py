"""What happens by the clock: one job a file."""

from scheduler import notices

JOBS = (notices.router,)
"""Every job's router."""

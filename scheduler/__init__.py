"""What happens by the clock: one job a file."""

from scheduler import notices, privacy

JOBS = (notices.router, privacy.router)
"""Every job's router."""

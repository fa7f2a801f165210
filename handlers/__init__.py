"""What Pamong answers: one capability a file, thin."""

from handlers import groups, help, people, points, privacy, rules, settings, transfers, welcome

ROUTERS = (
    welcome.router,
    rules.router,
    points.router,
    people.router,
    settings.router,
    transfers.router,
    privacy.router,
    groups.router,
    help.router,
)
"""Every capability's router; the first that answers what is said is the only one."""

"""What Pamong answers: one capability a file, thin."""

from handlers import (
    approvals,
    decisions,
    flood,
    groups,
    help,
    links,
    messages,
    people,
    points,
    privacy,
    repeats,
    restrictions,
    rules,
    settings,
    transfers,
    warnings,
    welcome,
    words,
)

ROUTERS = (
    welcome.router,
    rules.router,
    points.router,
    people.router,
    warnings.router,
    restrictions.router,
    messages.router,
    approvals.router,
    decisions.router,
    settings.router,
    links.router,
    flood.router,
    repeats.router,
    words.router,
    transfers.router,
    privacy.router,
    groups.router,
    help.router,
)
"""Every capability's router; the first that answers what is said is the only one."""

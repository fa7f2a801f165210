"""What Pamong answers: one capability a file, thin."""

from handlers import (
    approvals,
    decisions,
    groups,
    help,
    messages,
    people,
    points,
    privacy,
    restrictions,
    rules,
    settings,
    transfers,
    warnings,
    welcome,
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
    transfers.router,
    privacy.router,
    groups.router,
    help.router,
)
"""Every capability's router; the first that answers what is said is the only one."""

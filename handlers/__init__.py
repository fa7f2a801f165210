"""What Pamong answers: one capability a file, thin."""

from bot.routing import Router

ROUTERS: tuple[Router, ...] = ()
"""Every capability's router; the first that answers what is said is the only one."""

"""The command as an operator types it: in a process of its own, with a pretend Telegram beside it."""

"""A pretend platform with a web page: the same engine and handlers, without a token or a server."""

from bot.adapters.playground.adapter import LOCAL, Playground

__all__ = ["LOCAL", "Playground"]

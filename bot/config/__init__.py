"""config.toml: what the operator decides once for the whole installation."""

from bot.config.reading import read
from bot.config.secret import installation, secrets, security_key
from bot.config.tables import Config

__all__ = ["Config", "installation", "read", "secrets", "security_key"]

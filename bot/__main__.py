"""`python -m bot` is the command `pamong`."""

from bot.cli import main

main()

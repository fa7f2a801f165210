"""Telegram: aiogram reads its updates, python-telegram-bot carries orders out."""

import os

# python-telegram-bot then gives time spans as such, and does not warn whenever one is looked at.
os.environ.setdefault("PTB_TIMEDELTA", "true")

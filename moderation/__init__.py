"""Judging messages: rules find, policy decides."""

"""Pamong, a community bot that looks after learning groups."""

"""Platforms: each reads its updates into events and carries orders out."""

"""Tests of `moderation`."""

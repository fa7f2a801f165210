"""Tests of the pretend platform and its page."""

"""Tests of the engine: one module for each group of its rules."""

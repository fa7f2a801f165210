"""Kills a running bot at every moment, under load, and counts what was lost or happened twice."""

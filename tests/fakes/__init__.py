"""Fakes of the outside world that tests, the torture run and benchmarks share."""

"""Meetings: made, announced, answered, reminded of, attended, and talked about afterwards."""

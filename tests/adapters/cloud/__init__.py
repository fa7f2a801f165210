"""The Cloud API, read and spoken."""

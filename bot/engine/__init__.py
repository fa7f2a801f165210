"""The one writer: events in, rows and actions out, all in one transaction."""

"""What may be done with rows, shared by handlers, jobs and pages."""

"""Pages and what watches over the program."""

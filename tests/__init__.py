"""The tests of Pamong; folders mirror the rooms of the code."""

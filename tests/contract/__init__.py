"""What every platform owes the rest of Pamong."""

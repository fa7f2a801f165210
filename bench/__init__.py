"""What Pamong costs, as ratios against plain ways to do the same, measured in one run."""

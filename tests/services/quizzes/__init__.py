"""What may be done with quizzes."""

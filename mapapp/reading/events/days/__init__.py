"""When: the expression that fits what is told, the day of the story, the days of the report."""

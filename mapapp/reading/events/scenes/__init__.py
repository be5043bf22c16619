"""Where an event took place, and how surely."""

"""Whether an event took place: happened, goes on, planned, threatened, called for, denied, only thought of."""

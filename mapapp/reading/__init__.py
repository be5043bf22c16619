"""Article in, reading out: pure functions, the same answer on any machine."""

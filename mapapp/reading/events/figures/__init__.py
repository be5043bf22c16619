"""How many: killed, hurt, fled, weapons, money."""

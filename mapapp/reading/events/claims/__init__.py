"""Who says so, what is left unconfirmed, and on whose side the speaker stands."""

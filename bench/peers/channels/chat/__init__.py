"""The chat of the tutorial of Django Channels, as a peer of the bench."""

"""The ways out of the house: a small port, a text-message gateway, Apprise for the rest, a sink for demonstrations."""

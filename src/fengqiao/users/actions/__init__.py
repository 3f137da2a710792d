"""The acts of the room: people and accounts, posts and powers, passwords and factors, sign-in itself."""

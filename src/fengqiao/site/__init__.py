"""What binds the rooms into a program: settings, addresses, wiring, database launcher, command line."""

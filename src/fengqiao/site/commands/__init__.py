"""One file per group of commands. Each gives `add(subparsers)`; contracts in docs/commands.md."""

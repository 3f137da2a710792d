"""The engine: grammar, progress, tasks and clocks. It knows no procedure by name."""

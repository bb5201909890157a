"""The kernel study (which branches a network needs), the exercises, and both as presets of a run."""

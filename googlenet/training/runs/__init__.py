"""Runs: their folders and processes, the queue, listing, renaming and deleting, export and import."""

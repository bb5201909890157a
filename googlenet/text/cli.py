"""Words of the command line."""

SENTENCES = {}

"""Sentences of the page's frame: header, side panel, tabs, general errors."""

SENTENCES = {}

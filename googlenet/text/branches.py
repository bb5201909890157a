"""Sentences of the branches part of the page."""

SENTENCES = {}

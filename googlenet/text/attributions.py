"""Sentences of the attributions part of the page."""

SENTENCES = {}

"""Sentences of the classify part of the page."""

SENTENCES = {}

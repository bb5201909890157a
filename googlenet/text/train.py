"""Sentences of the train part of the page."""

SENTENCES = {}

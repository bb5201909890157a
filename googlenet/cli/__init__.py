"""The command line: one file a group of commands."""

from googlenet import text
from googlenet.cli import (
    branches_sentences,
    channel_sentences,
    mistakes_sentences,
    pictures_sentences,
    sentences,
    study_sentences,
)

for part in (sentences, branches_sentences, channel_sentences, mistakes_sentences, pictures_sentences, study_sentences):
    text.add(part.SENTENCES)

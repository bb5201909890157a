"""The command line: one file a group of commands."""

from googlenet import text
from googlenet.cli import command_sentences, sentences

text.add(sentences.SENTENCES)
text.add(command_sentences.SENTENCES)

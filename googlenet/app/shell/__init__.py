"""What stands around the tabs: the question, side panel, header, link, language."""

from googlenet import text
from googlenet.app.shell import sentences

text.add(sentences.SENTENCES)

"""Steps through the network with the visitor's own picture, a question each, and a glossary."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.guide.quiz_sentences import SENTENCES as QUIZ
from googlenet.app.tabs.guide.sentences import SENTENCES
from googlenet.app.tabs.guide.slips_sentences import SENTENCES as SLIPS
from googlenet.app.tabs.guide.tab import build

TAB = Tab("guide", build, SENTENCES | QUIZ | SLIPS, folder=Path(__file__).parent)

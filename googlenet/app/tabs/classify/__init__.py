"""Top classes, the exact score by branch, the class activation map; why this class and not that."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.classify.influence.sentences import SENTENCES as INFLUENCE
from googlenet.app.tabs.classify.report import report
from googlenet.app.tabs.classify.sentences import SENTENCES
from googlenet.app.tabs.classify.snippets import notebook
from googlenet.app.tabs.classify.tab import build, first

SENTENCES = SENTENCES | INFLUENCE
TAB = Tab("classify", build, SENTENCES, report=report, notebook=notebook, folder=Path(__file__).parent, first=first)

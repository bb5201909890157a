"""Networks as drawings and tables, two of them side by side, a block designer."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.architecture.sentences import SENTENCES
from googlenet.app.tabs.architecture.tab import build

TAB = Tab("architecture", build, SENTENCES, folder=Path(__file__).parent)

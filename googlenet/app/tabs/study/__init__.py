"""The kernel study: which branches a network needs."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.study.sentences import SENTENCES
from googlenet.app.tabs.study.tab import build

TAB = Tab("study", build, SENTENCES, folder=Path(__file__).parent)

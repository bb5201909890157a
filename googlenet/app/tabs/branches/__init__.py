"""The network map, a branch opened, a channel opened; branches switched off."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.branches.closeup.sentences import SENTENCES as CLOSEUP
from googlenet.app.tabs.branches.report import report
from googlenet.app.tabs.branches.sentences import SENTENCES
from googlenet.app.tabs.branches.snippets import notebook
from googlenet.app.tabs.branches.state import Selection
from googlenet.app.tabs.branches.tab import build
from googlenet.app.tabs.branches.worth.sentences import SENTENCES as WORTH

TAB = Tab(
    "branches",
    build,
    SENTENCES | CLOSEUP | WORTH,
    state=Selection,
    report=report,
    notebook=notebook,
    folder=Path(__file__).parent,
)

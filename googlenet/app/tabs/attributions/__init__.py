"""Why the network answered so: attribution methods side by side, shares of all branches, checks."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.attributions.regions.sentences import SENTENCES as REGIONS
from googlenet.app.tabs.attributions.report import report
from googlenet.app.tabs.attributions.sentences import SENTENCES
from googlenet.app.tabs.attributions.snippets import notebook
from googlenet.app.tabs.attributions.state import AttributionsSession, Options
from googlenet.app.tabs.attributions.tab import build
from googlenet.app.tabs.attributions.trust.sentences import SENTENCES as TRUST

TAB = Tab(
    "attributions",
    build,
    SENTENCES | TRUST | REGIONS,
    state=Options,
    session=AttributionsSession,
    report=report,
    notebook=notebook,
    folder=Path(__file__).parent,
)

"""The report: one page that prints, of everything on screen; what stands on it the tabs say themselves."""

from googlenet import text
from googlenet.app.report.sentences import SENTENCES
from googlenet.app.report.tab import build

__all__ = ["build"]

text.add(SENTENCES)

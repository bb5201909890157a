"""The report, one page of everything on screen, and the notebook, which computes it; the tabs say what stands in them."""

from googlenet import text
from googlenet.app.report.sentences import SENTENCES
from googlenet.app.report.tab import build

__all__ = ["build"]

text.add(SENTENCES)

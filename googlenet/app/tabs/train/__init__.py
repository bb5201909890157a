"""Training: live charts, the next run, older runs, mistakes, own pictures."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.train.next_run.sentences import SENTENCES as PRESETS
from googlenet.app.tabs.train.own_pictures.sentences import SENTENCES as OWN_PICTURES
from googlenet.app.tabs.train.review.sentences import SENTENCES as REVIEW
from googlenet.app.tabs.train.sentences import SENTENCES
from googlenet.app.tabs.train.tab import build

TAB = Tab("train", build, SENTENCES | REVIEW | PRESETS | OWN_PICTURES, folder=Path(__file__).parent)

"""Training: live charts, the next run, older runs, exercises, mistakes, own pictures."""

from pathlib import Path

from googlenet.app.shell.tab import Tab
from googlenet.app.tabs.train.exercises.sentences import SENTENCES as EXERCISES
from googlenet.app.tabs.train.own_pictures.sentences import SENTENCES as OWN_PICTURES
from googlenet.app.tabs.train.review.sentences import SENTENCES as REVIEW
from googlenet.app.tabs.train.sentences import SENTENCES
from googlenet.app.tabs.train.tab import build

TAB = Tab("train", build, SENTENCES | REVIEW | EXERCISES | OWN_PICTURES, folder=Path(__file__).parent)

"""What guards and serves the page: hosts, limits, validation, endpoints, lent GPUs, memory."""

from googlenet import text
from googlenet.app.server.sentences import SENTENCES

text.add(SENTENCES)

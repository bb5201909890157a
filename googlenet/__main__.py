"""`python -m googlenet`: see `googlenet.cli`."""

import sys

from googlenet.cli import main
from googlenet.training.environment import enter_training_environment

if __name__ == "__main__":
    if sys.argv[1:2] == ["train"]:
        enter_training_environment()
    sys.exit(main(sys.argv[1:]))

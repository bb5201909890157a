"""`python -m googlenet`: see `googlenet.cli.main`."""

import sys

from googlenet.cli.main import main
from googlenet.training.environment import enter_training_environment

if __name__ == "__main__":
    if set(sys.argv[1:2]) & {"train", "evaluate", "ship", "study"}:  # large batches, again and again
        enter_training_environment()
    sys.exit(main(sys.argv[1:]))

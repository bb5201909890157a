"""What computes on a device that is not the CPU, each file in a process of its own.

PyTorch takes the name of a new device for the life of the process, and its gradients know only the devices that there
were before the first of them.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("part", ["inspection", "training"])
def test_it_computes_on_a_device(part):
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/{part}/on_pretend_device.py"]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-4000:]
    assert " passed" in done.stdout

"""Asks the site on this machine whether it answers; the exit code is the answer."""

import sys

from workfinder import environment
from workfinder.serving import is_answering

if __name__ == "__main__":
    sys.exit(0 if is_answering(environment.port()) else 1)

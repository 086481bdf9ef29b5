"""The fact lock on its suites: fabrications that pass, honest lines refused, time of a check.

./run manage shell < benchmarks/fact_lock.py
"""

import os
import time
from pathlib import Path
from statistics import median

from resumes.checking.lock import Fact, Ground, refusals
from resumes.checking.translations import translation_refusals

DATA = Path("tests/resumes/data")


def measure(pattern: str) -> None:
    """One line of the table."""
    told, times = None, []
    counts = {"+": [0, 0], "-": [0, 0]}
    for path in sorted(DATA.glob(pattern)):
        language = path.stem.split("_")[1]
        for line in path.read_text("utf-8").splitlines():
            sign, _, rest = line.partition(" ")
            if sign == "=":
                told = [part.strip() for part in rest.split("|")]
            if sign not in counts or told is None:
                continue
            text = rest if sign == "+" else rest.partition(" | ")[2]
            is_cyrillic = any("а" <= char <= "я" for char in text)
            form = "uz-Cyrl" if language == "uz" and is_cyrillic else language
            begun = time.process_time()
            refused = (
                translation_refusals(text, Ground([Fact((told[1],))], form, told[0]), told[1])
                if path.stem.startswith("translated")
                else refusals(text, Ground([Fact((told[-1],), tuple(told[:-1]))], form))
            )
            times.append(time.process_time() - begun)
            counts[sign][0] += 1
            counts[sign][1] += bool(refused) is (sign == "+")
    honest, lies = counts["+"], counts["-"]
    print(
        f"{pattern:16} honest {honest[0]}, refused {honest[1]} ({honest[1] / honest[0]:.1%});"
        f" fabrications {lies[0]}, passed {lies[1]};"
        f" CPU {median(times) * 1000:.1f} ms a line at the median, {max(times) * 1000:.0f} at most"
    )


print(f"load {os.getloadavg()[0]:.1f}")
for name in ("lock_*.txt", "held_*.txt", "translated_*.txt"):
    measure(name)

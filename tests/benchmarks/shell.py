"""``glossgraph connect`` from the shell beside an empty Python: ``python tests/benchmarks/shell.py``.

The two are run alternately, so that a slow moment of the machine meets both. Prints medians in seconds
and the modules whose import costs most.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

RUNS = 15
ASK = ["-m", "glossgraph", "connect", "Ollama", "VRAM"]
EMPTY = ["-c", "pass"]


def main() -> None:
    times: dict[str, list[float]] = {"empty Python": [], "connect": []}
    for _ in range(RUNS):
        for name, arguments in (("empty Python", EMPTY), ("connect", ASK)):
            started = time.perf_counter()
            subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
            times[name].append(time.perf_counter() - started)
    for name, found in times.items():
        print(f"{name:13s} median {statistics.median(found):.3f} s  (min {min(found):.3f}, max {max(found):.3f})")
    profile = subprocess.run([sys.executable, "-X", "importtime", *ASK], check=True, capture_output=True, text=True)
    rows = [line.split("|") for line in profile.stderr.splitlines() if line.startswith("import time:")][1:]
    costs = sorted(((int(row[1]), row[2].strip()) for row in rows), reverse=True)
    print("imports, milliseconds with what they import:")
    for cost, module in costs[:12]:
        print(f"  {cost / 1000:7.1f}  {module}")
    for unwanted in ("streamlit", "pandas", "neo4j", "networkx", "sudachipy", "pyvis"):
        print(f"  {unwanted}: {'imported' if any(module == unwanted for _, module in costs) else 'not imported'}")


if __name__ == "__main__":
    main()

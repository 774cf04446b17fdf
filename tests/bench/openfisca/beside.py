"""The batch of the core beside OpenFisca and the plain Rust program, in one run, as JSON.

    python beside.py FOLDER [--people N] [--turns N] [--rounds N]

FOLDER is a column file; where there is none, one is written. The engines take turns, and each
ratio is the median of those of the turns.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def program():
    """The batch benchmark, built."""
    build = ["cargo", "bench", "--bench", "batch", "--no-run", "--message-format", "json"]
    result = subprocess.run(build, cwd=HERE.parent, check=True, capture_output=True, text=True)
    messages = map(json.loads, result.stdout.splitlines())
    targets = [message for message in messages if message.get("executable")]
    return next(t["executable"] for t in targets if t["target"]["name"] == "batch")


def write(batch, folder, people):
    """A column file of people whose answers fall on, just under and just over every figure."""
    folder.mkdir(parents=True)
    list_ = folder / "people.json"
    subprocess.run([batch, "--write", str(list_)], check=True)
    columns = [sys.executable, "columns.py", str(list_), str(folder), "--people", str(people)]
    subprocess.run(columns, cwd=HERE, check=True)


def run(*command):
    result = subprocess.run(command, cwd=HERE, check=True, capture_output=True, text=True)
    return json.loads(result.stdout)


def ratios(turns, ours, theirs):
    """The median of the turns' ratios, and the ratios themselves."""
    each = [ours(turn) / theirs(turn) for turn in turns]
    return {"median": statistics.median(each), "each": each}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    folder, rounds = args.folder.resolve(), ("--rounds", str(args.rounds))
    batch = program()
    if not folder.exists():
        write(batch, folder, args.people)
    turns = []
    for _ in range(args.turns):
        openfisca = run(sys.executable, "measure.py", str(folder), *rounds)
        turns.append((openfisca, run(batch, str(folder), *rounds)))
    clock, cpu = "seconds_per_person", "cpu_seconds_per_person"
    found = {
        "core_to_openfisca": ratios(turns, lambda t: t[1]["ten"][clock], lambda t: t[0][clock]),
        "core_to_openfisca_cpu": ratios(turns, lambda t: t[1]["ten"][cpu], lambda t: t[0][cpu]),
        "core_to_plain": ratios(
            turns, lambda t: t[1]["ten"][clock], lambda t: t[1]["plain"][clock]
        ),
        "core_to_openfisca_with_inputs": ratios(
            turns,
            lambda t: t[1]["ten"][clock] + t[1]["seconds_per_person_inputs"],
            lambda t: t[0]["seconds_per_person_with_inputs"],
        ),
        "turns": [{"openfisca": openfisca, "core": core} for openfisca, core in turns],
    }
    print(json.dumps(found, indent=2))


if __name__ == "__main__":
    main()

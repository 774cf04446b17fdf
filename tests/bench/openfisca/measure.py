"""The ten instruments on OpenFisca: seconds per person, as JSON.

    python measure.py COLUMNS|PEOPLE.json [--people N] [--rounds N] [--day DAY] [--says]
"""

import os

# One core.
for _name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR"):
    os.environ[f"{_name}_NUM_THREADS"] = "1"

import argparse
import gc
import json
import platform
import statistics
import sys
import time
from importlib.metadata import version
from pathlib import Path

import columns as column_file
import numpy
import ten
from openfisca_core.indexed_enums import EnumArray
from openfisca_core.simulation_builder import SimulationBuilder


def dates(numbers):
    """Days like 20190701 as numpy has them; 0, of a slot that is not used, is some day."""
    numbers = numpy.maximum(numbers, 1970_01_01)
    months = (numbers // 10_000 - 1970) * 12 + numbers // 100 % 100 - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]")
    return first + (numbers % 100 - 1)


def arrays(columns):
    """The input arrays, each of its variable's type."""
    given = {}
    for name in ten.BOOLS:
        if name != "any_founder_background":
            given[name] = columns[name] != 0
    given["any_founder_background"] = columns["founder_background"] != 0
    for name in ten.DATES:
        given[name] = dates(columns[name])
    for name in ten.NUMBERS:
        given[name] = columns[name].astype(numpy.int32)
    for name in ten.SUMS:
        if not name.startswith("rent_of_year_"):
            given[name] = columns[name]
    for name, options in ten.CHOICES.items():
        given[name] = EnumArray(columns[name].astype(numpy.int16), options)
    for slot in range(ten.SLOTS):
        column = lambda field: columns[f"hires.{slot}.{field}"]
        given[f"hires_{slot}_people"] = column("people").astype(numpy.int32)
        given[f"hires_{slot}_hired_on"] = dates(column("hired_on"))
        given[f"hires_{slot}_group"] = EnumArray(column("group").astype(numpy.int16), ten.Group)
        given[f"hires_{slot}_contract_months"] = column("contract_months").astype(numpy.int32)
        given[f"hires_{slot}_insured_full"] = column("insured_full") != 0
    for year in (1, 2, 3):
        given[f"rent_of_year_{year}"] = sum(
            numpy.where(
                columns[f"rent_by_year.{slot}.year"] == year,
                columns[f"rent_by_year.{slot}.paid"],
                0,
            )
            for slot in range(ten.SLOTS)
        )
    return given


def simulation(system, given, day):
    count = len(next(iter(given.values())))
    built = SimulationBuilder().build_default_simulation(system, count=count)
    for name, values in given.items():
        built.set_input(name, day, values)
    return built


def calculate(built, day):
    """Verdicts and sums of the ten."""
    return [
        (
            built.calculate(verdict.__name__, day),
            None if amount is None else built.calculate(amount.__name__, day),
        )
        for verdict, amount in ten.TEN
    ]


def says(outcomes):
    """Everybody's verdicts and sums, in the form of plain.js."""
    lines = []
    for verdicts, sums in outcomes:
        words = verdicts.decode_to_str()
        numbers = ["-"] * len(words) if sums is None else sums
        # Who gets nothing gets no sum.
        pairs = zip(words, numbers)
        lines.append([f"{w} {'-' if w == 'ineligible' else n}\n" for w, n in pairs])
    return "".join("".join(person) for person in zip(*lines))


def measure(columns, day, rounds):
    times = {"system": [], "arrays": [], "simulation": [], "calculate": [], "cpu": []}
    first = 0
    # The first round only warms: it is reported apart, for it asks the system for its memory.
    for round_ in range(rounds + 1):
        gc.collect()
        start = time.perf_counter()
        system = ten.system()
        system_ready = time.perf_counter()
        given = arrays(columns)
        given_ready = time.perf_counter()
        built = simulation(system, given, day)
        built_ready, cpu = time.perf_counter(), time.process_time()
        outcomes = calculate(built, day)
        end, cpu = time.perf_counter(), time.process_time() - cpu
        if round_ == 0:
            first = end - built_ready
        else:
            times["system"].append(system_ready - start)
            times["arrays"].append(given_ready - system_ready)
            times["simulation"].append(built_ready - given_ready)
            times["calculate"].append(end - built_ready)
            times["cpu"].append(cpu)
        del given, built, outcomes
    medians = {name: statistics.median(list_) for name, list_ in times.items()}
    return medians, times["calculate"], first


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("people_file", type=Path)
    parser.add_argument("--people", type=int, help="only the first of them")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--day", help="not needed for a column file, which has one")
    parser.add_argument("--says", action="store_true")
    asked = parser.parse_args()
    if asked.people_file.is_dir():
        columns, day = column_file.read(asked.people_file)
    else:
        people = json.loads(asked.people_file.read_text())
        columns, day = column_file.columns_of(people), "2020-06-30"
    day = asked.day or day
    columns = {name: values[: asked.people] for name, values in columns.items()}
    if asked.says:
        sys.stdout.write(says(calculate(simulation(ten.system(), arrays(columns), day), day)))
        return
    count = len(columns["age"])
    medians, rounds, first = measure(columns, day, asked.rounds)
    inputs = medians["arrays"] + medians["simulation"]
    print(
        json.dumps(
            {
                "engine": f"openfisca-core {version('openfisca-core')}",
                "numpy": numpy.__version__,
                "python": platform.python_version(),
                "day": day,
                "people": count,
                "rounds": asked.rounds,
                "variables": sum(1 if amount is None else 2 for _, amount in ten.TEN),
                "seconds_per_person": medians["calculate"] / count,
                "cpu_seconds_per_person": medians["cpu"] / count,
                "seconds_per_person_least": min(rounds) / count,
                "seconds_per_person_greatest": max(rounds) / count,
                "seconds_per_person_first": first / count,
                "seconds_per_person_with_inputs": (inputs + medians["calculate"]) / count,
                "seconds_per_person_arrays": medians["arrays"] / count,
                "seconds_per_person_simulation": medians["simulation"] / count,
                "seconds_system": medians["system"],
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()

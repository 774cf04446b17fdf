"""People and the program that the tests share."""

import os
import pathlib
import subprocess

import pyarrow.parquet
import pytest

import huice

ROOT = pathlib.Path(__file__).resolve().parents[4]
PLACE, DAY = "320281", "2026-11-21"
# CI compares fewer than a release does.
PEOPLE = int(os.environ.get("HUICE_PEOPLE", "20000"))


def program(*arguments):
    """Runs `huice`, named by the environment, or the one that is built."""
    built = os.environ.get("HUICE", str(ROOT / "target/debug/huice"))
    result = subprocess.run(
        [built, *map(str, arguments), "--place", PLACE, "--as-of", DAY],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="session")
def law():
    return huice.open(ROOT / "rules", PLACE)


@pytest.fixture(scope="session")
def people(tmp_path_factory):
    """A file of people."""
    path = tmp_path_factory.mktemp("people") / "people.parquet"
    program("generate", "--people", PEOPLE, "--seed", 5, "-o", path)
    return path


@pytest.fixture(scope="session")
def by_program(people):
    """What the command line says of them."""
    path = people.with_name("out.parquet")
    program("screen", people, "-o", path)
    return pyarrow.parquet.read_table(path)

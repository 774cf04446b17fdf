"""Two executor processes say what one process says, also when one of them dies."""

import os
import pathlib
import signal
import subprocess
import sys
import threading
import time

import pyarrow.parquet
import pytest
from conftest import DAY, PLACE

import huice

pytest.importorskip("pyspark")


@pytest.fixture(scope="module")
def spark():
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local-cluster[2,1,1024]").appName("huice")
    # A task of an executor that dies is done again; the others are not waited for.
    builder = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "4096")
    builder = builder.config("spark.ui.enabled", "false")
    # A test compares all rows here; a real job leaves them where they are made.
    builder = builder.config("spark.driver.maxResultSize", "0")
    session = builder.getOrCreate()
    yield session
    session.stop()


def executors():
    """The executor processes of this program's Spark."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                line = (entry / "cmdline").read_bytes()
                mine = f"spark.driver.port={port()}".encode()
            except OSError:
                continue
            if b"CoarseGrainedExecutorBackend" in line and mine in line:
                found.append(int(entry.name))
    return found


def port():
    from pyspark.sql import SparkSession

    return SparkSession.getActiveSession().conf.get("spark.driver.port")


def rows(table):
    """Rows in an order of their own."""
    names = ["person", "instrument"]
    table = table.sort_by([(name, "ascending") for name in names])
    return table.cast(pyarrow.schema([f.with_nullable(True) for f in table.schema]))


def test_two_executors_say_the_same(spark, law, people, by_program):
    from huice.spark import screen

    df = spark.read.parquet(str(people)).repartition(8)
    found = screen(df, PLACE, DAY, law=law).toArrow()
    assert rows(found).equals(rows(by_program))


def test_an_executor_that_dies_loses_nothing(spark, law, people, by_program):
    from huice.spark import screen

    df = spark.read.parquet(str(people)).repartition(16)
    before = executors()
    assert len(before) == 2, before
    killed = []

    def kill():
        # Once tasks have begun.
        tracker = spark.sparkContext.statusTracker()
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            stages = map(tracker.getStageInfo, tracker.getActiveStageIds())
            if any(stage and stage.numActiveTasks > 0 for stage in stages):
                os.kill(before[0], signal.SIGKILL)
                killed.append(before[0])
                return
            time.sleep(0.01)

    killer = threading.Thread(target=kill)
    killer.start()
    found = screen(df, PLACE, DAY, law=law).toArrow()
    killer.join()
    assert killed
    assert rows(found).equals(rows(by_program))

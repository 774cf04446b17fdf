"""Many people of one place: how fast, in how much memory, and what a killed job comes to.

    python3 tests/bench/screening/measure.py [--most 10000000] [--folder DIR] [--openfisca PYTHON]

Builds `huice` with `cargo xtask huice-batch`. Prints people per second and the greatest resident
memory at three sizes, whether a job that is killed half way comes to the same bytes, and the time
of `huice diff`. With the Python that has OpenFisca (see ../openfisca), the batch of the core beside
OpenFisca and the plain Rust program on ten instruments and one core comes last.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[3]
PLACE = ("--place", "320281", "--as-of", "2026-11-21")


def build():
    result = subprocess.run(
        ["cargo", "xtask", "huice-batch"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return result.stdout.split()[-1]


def run(*command):
    """Seconds, and the greatest resident memory in MB, of a command of ours."""
    start = time.monotonic()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: {child.returncode}\n{out}")
    return time.monotonic() - start, usage.ru_maxrss / 1024, out


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def parts(output):
    return sum(1 for _ in pathlib.Path(f"{output}.parts").glob("*.json"))


def kill_half_way(huice, people, output, count):
    """Kills a job when half of its parts are done, and runs it again."""
    command = [huice, "screen", people, "-o", output, *PLACE]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while parts(output) < count // 4096 // 2:
        if child.poll() is not None:
            sys.exit("it was done before it was killed")
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.wait()
    done = parts(output)
    seconds, _, _ = run(*command)
    return done, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--most", type=int, default=10_000_000)
    parser.add_argument("--folder", type=pathlib.Path, default=ROOT / "target/screening")
    parser.add_argument("--openfisca", help="a Python with OpenFisca")
    args = parser.parse_args()
    folder = args.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    huice = build()
    sizes = sorted({size for size in (10_000, 1_000_000) if size < args.most} | {args.most})
    print(f"{os.cpu_count()} cores, 113 instruments of 江阴\n")
    print("| people | made up | screened | people/s | memory | input | output |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for size in sizes:
        people, output = folder / f"{size}.parquet", folder / f"{size}.out.parquet"
        made, _, _ = run(huice, "generate", "--people", str(size), "-o", people, *PLACE)
        seconds, memory, _ = run(huice, "screen", people, "-o", output, *PLACE)
        mega = [path.stat().st_size / 1e6 for path in (people, output)]
        print(
            f"| {size:,} | {made:.0f} s | {seconds:.0f} s | {size / seconds:,.0f} "
            f"| {memory:.0f} MB | {mega[0]:,.0f} MB | {mega[1]:,.0f} MB |",
            flush=True,
        )
    size = sizes[-1]
    whole, killed = folder / f"{size}.out.parquet", folder / "killed.parquet"
    done, seconds = kill_half_way(huice, folder / f"{size}.parquet", killed, size)
    same = "the same bytes" if digest(whole) == digest(killed) else "OTHER BYTES"
    print(f"\nkilled after {done} of {-(-size // 4096)} parts, then {seconds:.0f} s: {same}")
    killed.unlink()
    changed = folder / "rules"
    shutil.rmtree(changed, ignore_errors=True)
    shutil.copytree(ROOT / "rules", changed)
    clause = changed / "js-jy-2019-18/03-08.yaml"
    text = clause.read_text()
    clause.write_text(text.replace("{value: 6 月, figure: 6个月,", "{value: 12 月, figure: 12个月,", 1))
    million = folder / f"{sizes[-2] if len(sizes) > 1 else size}.parquet"
    arguments = ("diff", ROOT / "rules", changed, "--people", million, *PLACE)
    seconds, memory, out = run(huice, *arguments)
    print(f"\nhuice diff of {million.name}, {seconds:.0f} s, {memory:.0f} MB:\n{out}")
    if args.openfisca:
        beside = ROOT / "tests/bench/openfisca/beside.py"
        _, _, out = run(args.openfisca, beside, folder / "openfisca", "--turns", "1")
        print(f"\nten instruments, one core, the same run:\n{json.dumps(json.loads(out), indent=1)}")
    if same == "OTHER BYTES":
        sys.exit(1)


main()

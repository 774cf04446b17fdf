"""Runs the cells of a notebook in order, and compares what they print with what is stored.

    python notebook.py NOTEBOOK [--write]
"""

import ast
import contextlib
import io
import json
import pathlib
import sys


def run(source, space):
    """What a cell prints, its last expression included."""
    tree = ast.parse(source)
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last = ast.Expression(tree.body.pop().value)
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(tree, "<cell>", "exec"), space)
        value = eval(compile(last, "<cell>", "eval"), space) if last else None
        if value is not None:
            print(value)
    return out.getvalue()


def main():
    path = pathlib.Path(sys.argv[1])
    notebook = json.loads(path.read_text())
    space, wrong = {}, 0
    for at, cell in enumerate(notebook["cells"]):
        if cell["cell_type"] != "code":
            continue
        printed = run("".join(cell["source"]), space)
        stored = "".join(text for out in cell["outputs"] for text in out["text"])
        if printed != stored:
            wrong += 1
            print(f"cell {at} prints\n{printed}\nand not\n{stored}")
        stream = {"output_type": "stream", "name": "stdout", "text": printed.splitlines(True)}
        cell["outputs"] = [stream] if printed else []
    if "--write" in sys.argv:
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n")
    elif wrong:
        sys.exit(1)


main()

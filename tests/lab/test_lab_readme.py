"""lab/README.md names every command of the folder, once."""

import re
from collections import Counter
from pathlib import Path

LAB = Path(__file__).parents[2] / "lab"


def test_every_command_is_named_once() -> None:
    scripts = [path.stem for path in LAB.glob("*.py") if "__main__" in path.read_text("utf-8")]
    text = (LAB / "README.md").read_text("utf-8")
    rows = re.findall(r"^\| `(?:python -m lab\.|lab/)([\w.]+)", text, re.M)
    packages = [path.parent.name for path in LAB.glob("*/__main__.py")]
    assert Counter(rows) == Counter([*scripts, *packages, "container.sh"])

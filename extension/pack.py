"""Pack the extension: `python extension/pack.py dist` writes a .zip and an .xpi of the same bytes.

Nothing is built: what is in this folder is what is installed, less what only its tests need. The
same files give the same bytes on any machine: sorted, without dates, without compression, whose
result differs between versions of its library.
"""

import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
LEFT_OUT = ("test/", "types.d.ts", "pack.py", "__pycache__/")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first date a zip can hold


def packed_files() -> Iterator[tuple[str, Path]]:
    """Yield name and path of every file that is installed, in order."""
    for path in sorted(HERE.rglob("*")):
        name = path.relative_to(HERE).as_posix()
        if path.is_file() and not name.startswith((*LEFT_OUT, ".")):
            yield name, path


def pack(to: Path) -> None:
    """Write the package."""
    with zipfile.ZipFile(to, "w") as package:
        for name, path in packed_files():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            package.writestr(entry, path.read_bytes())


def main() -> None:
    """Write both packages into the folder that is named."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    version = json.loads((HERE / "manifest.json").read_text("utf-8"))["version"]
    for kind in ("zip", "xpi"):
        target = folder / f"onrecord-{version}.{kind}"
        pack(target)
        print(target)


if __name__ == "__main__":
    main()

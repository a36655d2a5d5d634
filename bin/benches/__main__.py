"""`python -m benches PART`: one part, in a database that is there; `bin/bench.py` starts them all."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))
django.setup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", help="a module of this package")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    found = asdict(import_module(f"benches.{options.part}").outcome(quick=options.quick))
    if options.out:
        options.out.write_text(json.dumps(found), encoding="utf-8")
    else:
        print(json.dumps(found, indent=2, ensure_ascii=False))


if __name__ == "__main__":
    main()

"""Charts in the portal's own letters, drawn by a process of its own.

vl-convert keeps the fonts that it is given for all that its process draws after, and what a seal was drawn from must
give the same bytes with or without them. Run as a program, it reads a `Wanted` a line and writes a drawing a line.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib.staticfiles import finders

WEIGHTS = (400, 700)
PARTS = ("latin", "latin-ext")  # as the package has them; a program takes one file of a weight
ROOT = Path(__file__).resolve().parent.parent.parent
# "chart" (Vega-Lite) and its "version", or "svg"; "png": whether it is a picture too
Wanted = Mapping[str, Any]


def drawings(wanted: Sequence[Wanted]) -> Iterator[tuple[str, bytes]]:
    """Each as SVG text and, where it is wanted, PNG bytes. Raises `CalledProcessError` where the drawing fails."""
    with TemporaryDirectory() as folder:
        for weight in WEIGHTS:
            Path(folder, f"{weight}.ttf").write_bytes(_whole_font(weight))
        Path(folder, "wanted").write_text("\n".join(map(json.dumps, wanted)), encoding="utf-8")
        command = [sys.executable, "-m", "reporting.charts.in_inter", folder]
        with subprocess.Popen(  # noqa: S603 - the portal's own code; the drawings are only its input
            command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as process:
            for line in process.stdout or []:
                drawn = json.loads(line)
                yield drawn["svg"], base64.b64decode(drawn["png"])
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command)


def with_letters(svg: str) -> str:
    """The SVG with Inter inside it, so that it looks the same where Inter is not."""
    faces = "".join(
        f"@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/woff2;base64,{_encoded(weight)})}}"
        for weight in WEIGHTS
    )
    place = svg.index(">", svg.index("<svg")) + 1
    return f"{svg[:place]}<style>{faces}</style>{svg[place:]}"


@cache
def _whole_font(weight: int) -> bytes:
    """TrueType of all parts together."""
    from fontTools.merge import Merger  # noqa: PLC0415 - not in the process that draws

    from portal.pdf import decoded_font  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        parts = [Path(folder, f"{part}.ttf") for part in PARTS]
        for part, path in zip(PARTS, parts, strict=True):
            path.write_bytes(decoded_font(_file(part, weight)))
        whole = io.BytesIO()
        Merger().merge([str(path) for path in parts]).save(whole)
    return whole.getvalue()


def _encoded(weight: int) -> str:
    return base64.b64encode(_file(PARTS[0], weight).read_bytes()).decode()


def _file(part: str, weight: int) -> Path:
    found = finders.find(f"inter/inter-{part}-{weight}-normal.woff2")
    if not isinstance(found, str):
        raise FileNotFoundError(f"Inter {part} {weight}")
    return Path(found)


def main(folder: str) -> None:
    import vl_convert  # noqa: PLC0415 - the process that draws

    from reporting.charts import drawing  # noqa: PLC0415

    vl_convert.register_font_directory(folder)
    for line in Path(folder, "wanted").read_text(encoding="utf-8").splitlines():
        wanted = json.loads(line)
        svg = wanted["svg"] if "svg" in wanted else drawing.svg(wanted["chart"], version=wanted["version"])
        picture = drawing.png_of_svg(svg) if wanted["png"] else b""
        sys.stdout.write(json.dumps({"svg": svg, "png": base64.b64encode(picture).decode()}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])

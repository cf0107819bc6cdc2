"""Run a command with the bundled servers: `with_servers.py COMMAND …`. Its exit code is ours."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reentry_portal.embedded import ServerFailed, servers  # noqa: E402


def main() -> int:
    try:
        with servers(ROOT / "var", name="test", durable=False) as urls:
            return subprocess.run(
                [str(ROOT / ".venv/bin" / sys.argv[1]), *sys.argv[2:]], env={**os.environ, **urls}, cwd=ROOT
            ).returncode
    except ServerFailed as failed:
        print(failed, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

"""The command `opc`, and `python -m opc`."""

import gc
import os
import sys
from contextlib import suppress


def main() -> None:
    """Runs opc and ends the process.

    A command lives for a moment. Looking for cycles on the way, and freeing at the end what the system frees anyway, would be
    a sixth of it. So would looking for plugins of pydantic in every package that is installed, of which opc wants none.
    """
    gc.disable()
    os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
    try:
        from opc.cli import run

        code = run()
    except KeyboardInterrupt:  # before a command could say what it leaves
        code = 130
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    main()

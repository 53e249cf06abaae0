"""A plan in the browser while it is being written: every change of a file gives new pages, with the findings beside the text."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

from opc.serve.preview import Preview
from opc.serve.server import Server
from opc.serve.watch import changes

__all__ = ["Preview", "serve"]


def serve(folder: Path, root: Path, make: Callable[[Preview | None], Preview], *, port: int, started: Callable[[str], None], made: Callable[[Preview, float], None]) -> None:
    """Shows a plan at 127.0.0.1 until the process is interrupted. Raises OpcError when the port is taken.

    make: gives the pages as the files now are, from those before; it never raises. port: 0 for any that is free. started: gets the
    address. made: gets every preview and the seconds that it took.
    """
    server = Server(port)

    def again(before: Preview | None) -> Preview:
        begin = time.perf_counter()
        preview = make(before)
        server.show(preview)
        made(preview, time.perf_counter() - begin)
        return preview

    preview = again(None)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    try:
        started(server.address)
        for _ in changes(folder, root):
            preview = again(preview)
    finally:
        server.shutdown()
        server.server_close()

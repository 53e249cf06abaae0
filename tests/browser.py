"""A page in a real browser: Chromium without a screen, spoken to over a pipe, so that no driver or port is needed.

Used by the slow tests of everything that opc makes for browsers. `.ci/run` installs Chromium.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

WAIT = 60
"""Seconds that Chromium gets to answer."""


def executable() -> str:
    """Where Chromium is. Raises LookupError when there is none."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise LookupError("apt-get install chromium")


class Page:
    """One page of a running browser."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive, self._number, self._left, self._session = send, receive, 0, b"", ""
        target = self._ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._ask("Page.enable")

    def open(self, path: Path, *, width: int = 1280, dark: bool = False, scripts: bool = True, print_media: bool = False) -> None:
        """Shows a file, in a window of so many pixels wide."""
        self._ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self._ask("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self._ask("Emulation.setEmulatedMedia", media="print" if print_media else "", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self._events: list[str] = []
        self._ask("Page.navigate", url=path.resolve().as_uri())
        while "Page.loadEventFired" not in self._events:
            self._events.append(self._read().get("method", ""))

    def run(self, script: str) -> Any:
        """The value of an expression in the page; of a promise, what it comes to."""
        answer = self._ask("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def violations(self) -> list[str]:
        """What axe-core finds wrong: rule, impact and the elements. The page's own rules against scripts do not count for it."""
        self.run((files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8") + ";0")
        found = self.run("axe.run(document, {resultTypes: ['violations']}).then(r => r.violations.map(v => `${v.id} (${v.impact}): ${v.nodes.map(n => n.target.join(' ') + ' ' + n.failureSummary).join('; ')}`))")
        assert isinstance(found, list)
        return found

    def type(self, text: str) -> None:
        """Types text where the cursor is."""
        self._ask("Input.insertText", text=text)

    def press(self, key: str) -> None:
        """Presses a key with a name, such as Tab."""
        for kind in ("keyDown", "keyUp"):
            self._ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode={"Tab": 9, "Enter": 13}[key])

    def picture(self, path: Path, *, height: int = 0) -> None:
        """A picture of the page from its top, whole when no height is given."""
        size = self._ask("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": min(height or size["height"], 16_000), "scale": 1}
        made = self._ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(made["data"]))

    def pdf(self) -> bytes:
        """What comes out of a printer."""
        return base64.b64decode(self._ask("Page.printToPDF", preferCSSPageSize=True)["data"])

    def _ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **({"sessionId": self._session} if self._session else {})}
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result
            if hasattr(self, "_events"):
                self._events.append(answer.get("method", ""))

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._left:
            part = os.read(self._receive, 1 << 20)
            assert part, "the browser has gone"
            self._left += part
        message, _, self._left = self._left.partition(b"\0")
        read: dict[str, Any] = json.loads(message)
        return read


@contextmanager
def browser() -> Iterator[Page]:
    """A page of a browser that is gone afterwards."""
    from_us, to_browser = os.pipe()
    from_browser, to_us = os.pipe()

    def take() -> None:
        """Chromium reads from 3 and writes to 4: only the child itself can put the pipes there."""
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 100) for end in (from_us, to_us)]
        for number, end in enumerate(high, 3):
            os.dup2(end, number)

    with tempfile.TemporaryDirectory(prefix="opc-browser-", ignore_cleanup_errors=True) as home:
        command = [executable(), "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                   "--no-first-run", "--disable-extensions", f"--user-data-dir={home}"]
        process = subprocess.Popen(command, preexec_fn=take, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            os.close(from_us)
            os.close(to_us)
            yield Page(to_browser, from_browser)
        finally:
            process.terminate()
            process.wait(WAIT)
            os.close(to_browser)
            os.close(from_browser)

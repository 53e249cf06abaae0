"""The process that draws charts for another one (`ahead.py`): it reads what to draw, and answers with the drawings."""

import gc
import pickle
import sys

from opc.cache import usual
from opc.write.drawing import chart, draw

if __name__ == "__main__":
    gc.disable()
    chart.load(usual())
    if work := sys.stdin.buffer.read():
        wanted, pen = pickle.loads(work)
        sys.stdout.buffer.write(pickle.dumps({key: draw(picture, pen, usual()) for key, picture in wanted.items()}))

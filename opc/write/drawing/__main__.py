"""The process that draws pictures for another one (`ahead.py`): it reads what to draw, and answers with the drawings."""

import gc
import pickle
import sys

from opc.write.drawing import draw

if __name__ == "__main__":
    gc.disable()
    wanted, pen, cache = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps({key: draw(picture, pen, cache) for key, picture in wanted.items()}))

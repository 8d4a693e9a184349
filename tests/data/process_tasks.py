"""Work for the processes of a test, in a module that they can import."""

import os
import time

_kept = {}


def start(factor):
    _kept["factor"] = factor


def work(item):
    if item == "bad":
        raise ValueError(item)
    if item == "gone":
        os._exit(3)
    if item == "local":
        return lambda: item
    if isinstance(item, int) and item % 10 == 0:
        time.sleep(0.02)
    return item * _kept["factor"]

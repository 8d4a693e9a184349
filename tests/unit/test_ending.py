import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from geomap.ending import Stopped, stoppable

sys.path.append(str(Path(__file__).parents[1] / "fuzz"))
from trials import environment, wait_for

ASKED = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")


@pytest.mark.parametrize("number", ASKED)
def test_a_signal_to_stop_is_raised_with_the_status_that_says_so(number):
    before = signal.getsignal(number)
    signal.signal(number, signal.default_int_handler)
    try:
        with pytest.raises(Stopped) as stopped, stoppable():
            signal.raise_signal(number)
        assert stopped.value.status == 128 + number
        assert signal.getsignal(number) is signal.default_int_handler
    finally:
        signal.signal(number, before)


def test_a_second_one_in_the_same_breath_does_not_disturb_the_tidying_up():
    tidied = []

    def work():
        with stoppable():
            try:
                signal.raise_signal(signal.SIGTERM)
            finally:
                signal.raise_signal(signal.SIGTERM)
                tidied.append("done")

    with pytest.raises(Stopped):
        work()
    assert tidied == ["done"]


def test_what_is_ignored_stays_ignored():
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with stoppable():
            signal.raise_signal(signal.SIGHUP)  # as under nohup
    finally:
        signal.signal(signal.SIGHUP, before)


def test_outside_the_main_thread_nothing_is_changed():
    seen = []

    def work():
        with stoppable():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(10)
    assert seen == [signal.getsignal(signal.SIGTERM)]


CHILD = """
import time
from geomap.ending import end_without_parent
end_without_parent()
print("up", flush=True)
time.sleep(60)
"""
PARENT = """
import os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
os.kill(os.getpid(), 9)
"""


def test_a_process_whose_parent_was_killed_ends(tmp_path):
    command = [sys.executable, "-c", PARENT, CHILD]
    parent = subprocess.run(command, cwd=tmp_path, env=environment(), capture_output=True, check=False)
    child = int(parent.stdout)

    def is_gone():
        try:
            os.kill(child, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{child}/stat")  # it may have ended without anybody to take note of it
        return state.exists() and ") Z" in state.read_text()

    assert wait_for(is_gone, 10)

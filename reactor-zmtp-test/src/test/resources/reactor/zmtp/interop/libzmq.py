"""What a script of LibzmqProcess finds before its first line. The script itself is the first argument."""

import os
import sys
import threading
import time

import zmq
import zmq.auth
from zmq.auth.thread import ThreadAuthenticator
from zmq.utils.monitor import recv_monitor_message

# The endpoint to bind where it does not matter which.
ANYWHERE = os.environ["ANYWHERE"]


def say(*words):
    """One line to the test."""
    print(*words, flush=True)


def ask():
    """One line from the test."""
    line = sys.stdin.readline()
    if not line:
        sys.exit("the test has hung up")
    return line.rstrip("\n")


def socket(kind, bind=None, connect=None, **options):
    """A socket with options such as SNDHWM=10, bound or connected; says the endpoint it bound."""
    made = context.socket(getattr(zmq, kind))
    for name, value in options.items():
        made.setsockopt(getattr(zmq, name), value)
    if bind:
        listen(made, bind)
    if connect:
        made.connect(connect)
    return made


def listen(made, endpoint):
    """Binds, and says the endpoint."""
    made.bind(endpoint)
    say(made.getsockopt(zmq.LAST_ENDPOINT).rstrip(b"\0").decode())


def next_event(monitor):
    """The name of the next event of a monitor, such as CONNECTED, and its value."""
    told = recv_monitor_message(monitor)
    return zmq.Event(told["event"]).name, told["value"]


USERS = {"user": "password"}
authenticators = []


def authenticate(keys=zmq.auth.CURVE_ALLOW_ANY):
    """Lets in the users there are, and whoever has one of the keys, which are in a folder; by default any."""
    made = ThreadAuthenticator(context)
    made.start()
    made.configure_plain(domain="*", passwords=USERS)
    made.configure_curve(domain="*", location=keys)
    authenticators.append(made)


def finish():
    """Closes everything once all that was sent has gone out."""
    for each in authenticators:
        each.stop()
    context.destroy(linger=-1)


MASK = (1 << 64) - 1


def mix(number):
    z = (number + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


OFFSETS = 65536
LARGEST = 100000
BLOCK = b"".join(mix(i << 32).to_bytes(8, "big") for i in range((OFFSETS + LARGEST) // 8))


def message(index):
    """Message number index of the traffic that Traffic.message generates too: 1 to 3 frames of 0 to 100,000 bytes."""
    frames = []
    for frame in range(1 + mix(index << 2) % 3):
        number = mix((index << 2) + 1 + frame)
        size = min((number >> 8) % (1 << min((number & 0xFF) % 18, (number >> 56) % 18)), LARGEST)
        offset = (number >> 40) % OFFSETS
        frames.append(BLOCK[offset : offset + size])
    return frames


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
context = zmq.Context()
exec(compile(sys.argv.pop(1), "script", "exec"))

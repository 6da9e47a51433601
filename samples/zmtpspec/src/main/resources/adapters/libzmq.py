"""libzmq by pyzmq, steered by lines: see ZMTPSPEC.md of reactor-zmtp-test."""

import select
import struct
import sys
import threading

import zmq
from zmq.utils import z85

CONTEXT = zmq.Context()
SOCKETS = {}
USERS = {}
ALLOWED = set()
TYPES = ["PAIR", "PUB", "SUB", "REQ", "REP", "DEALER", "ROUTER", "PULL", "PUSH", "XPUB", "XSUB"]
NUMBERS = ["linger", "sndhwm", "rcvhwm", "sndbuf", "rcvbuf", "maxmsgsize", "handshake_ivl",
           "heartbeat_ivl", "heartbeat_timeout", "heartbeat_ttl", "reconnect_ivl",
           "router_mandatory", "plain_server", "curve_server"]


class Unsupported(Exception):
    pass


def octets(word):
    if "*" in word:
        count, octet = word.split("*")
        return bytes.fromhex(octet) * int(count)
    return b"" if word == "-" else bytes.fromhex(word)


def word(frame):
    if len(frame) > 32 and frame == frame[:1] * len(frame):
        return "%d*%02x" % (len(frame), frame[0])
    return frame.hex() or "-"


def authenticate(zap):
    """Answers the requests of RFC 27."""
    while True:
        version, request, _, _, _, mechanism, *credentials = zap.recv_multipart()
        if mechanism == b"PLAIN":
            right = USERS.get(credentials[0]) == credentials[1]
        else:
            right = mechanism == b"NULL" or credentials[0] in ALLOWED
        status = [b"200", b"OK"] if right else [b"400", b"no"]
        zap.send_multipart([version, request, *status, b"", b""])


def start_authentication():
    if "zap" not in SOCKETS:
        SOCKETS["zap"] = CONTEXT.socket(zmq.REP)
        SOCKETS["zap"].bind("inproc://zeromq.zap.01")
        threading.Thread(target=authenticate, args=[SOCKETS["zap"]], daemon=True).start()


def set_option(socket, name, value):
    if name in NUMBERS:
        socket.setsockopt(getattr(zmq, name.upper()), int(value))
    elif name == "routing_id":
        socket.setsockopt(zmq.ROUTING_ID, octets(value))
    elif name in ("plain_username", "plain_password"):
        socket.setsockopt(getattr(zmq, name.upper()), value.encode())
    elif name == "plain_users":
        USERS.update(tuple(octets(part) for part in user.split(":")) for user in value.split(","))
        start_authentication()
    elif name == "curve_secretkey":
        secret = z85.encode(bytes.fromhex(value))
        socket.curve_secretkey = secret
        socket.curve_publickey = zmq.curve_public(secret)
    elif name == "curve_serverkey":
        socket.curve_serverkey = z85.encode(bytes.fromhex(value))
    elif name == "curve_allow":
        ALLOWED.add(bytes.fromhex(value))
        start_authentication()
    elif name != "minimum_protocol" or value == "3.0":
        raise Unsupported("option %s=%s" % (name, value))


def open_socket(kind, *options):
    if kind not in TYPES:
        raise Unsupported("socket type " + kind)
    socket = CONTEXT.socket(getattr(zmq, kind))
    for option in options:
        set_option(socket, *option.split("=", 1))
    name = str(len(SOCKETS) + 1)
    SOCKETS[name] = socket
    return "ok " + name


def send(socket, millis, frames):
    socket.sndtimeo = int(millis)
    try:
        socket.send_multipart(frames)
        return True
    except zmq.Again:
        return False


def flood(socket, count, size, millis, *prefix):
    frames = [octets(each) for each in prefix]
    for number in range(int(count)):
        body = struct.pack(">i", number) + bytes(int(size) - 4)
        try:
            if not send(socket, millis, frames + [body]):
                return "ok %d" % number
        except zmq.ZMQError:
            return "ok %d" % number
    return "ok " + count


def receive(socket, millis):
    socket.rcvtimeo = int(millis)
    try:
        return "message " + " ".join(map(word, socket.recv_multipart()))
    except zmq.Again:
        return "nothing"


def wish(socket, verb, topic):
    if socket.type == zmq.XSUB:
        socket.send((b"\1" if verb == "subscribe" else b"\0") + octets(topic))
    elif verb in ("subscribe", "unsubscribe"):
        socket.setsockopt(getattr(zmq, verb.upper()), octets(topic))
    else:
        getattr(socket, verb)(octets(topic))
    return "ok"


def answer(verb, *words):
    if verb == "open":
        return open_socket(*words)
    socket = SOCKETS[words[0]]
    if verb == "bind":
        socket.bind(words[1])
        return "ok " + socket.last_endpoint.decode()
    if verb == "connect":
        socket.connect(words[1])
        return "ok"
    if verb == "send":
        return "ok" if send(socket, words[1], [octets(each) for each in words[2:]]) else "full"
    if verb == "flood":
        return flood(socket, *words[1:])
    if verb == "receive":
        return receive(socket, words[1])
    if verb in ("subscribe", "unsubscribe", "join", "leave"):
        return wish(socket, verb, words[1])
    if verb == "close":
        socket.close()
        return "ok"
    raise Unsupported(verb)


def lines():
    """Those of standard input; meanwhile the sockets take note of their connections."""
    while True:
        while not select.select([sys.stdin], [], [], 0.002)[0]:
            for name, socket in SOCKETS.items():
                if name != "zap" and not socket.closed:
                    socket.getsockopt(zmq.EVENTS)
        line = sys.stdin.readline()
        if not line:
            return
        yield line


for line in lines():
    try:
        reply = answer(*line.split())
    except Unsupported as missing:
        reply = "unsupported %s" % missing
    except Exception as refused:
        reply = "error %s" % " ".join(str(refused).split())
    print(reply, flush=True)

"""A worker of MDP/0.2 (RFC 18), by the real libzmq: mdp_worker.py ENDPOINT SERVICE serves one request, and leaves."""
import sys
import zmq

READY, REQUEST, PARTIAL, FINAL, HEARTBEAT, DISCONNECT = (bytes([number]) for number in range(1, 7))

endpoint, service = sys.argv[1:]
context = zmq.Context()
broker = context.socket(zmq.DEALER)
broker.connect(endpoint)
broker.send_multipart([b"MDPW02", READY, service.encode()])
while True:
    if not broker.poll(100):
        broker.send_multipart([b"MDPW02", HEARTBEAT])
        continue
    protocol, command, *rest = broker.recv_multipart()
    assert protocol == b"MDPW02" and command != DISCONNECT, (protocol, command)
    if command == REQUEST:
        client, empty, *body = rest
        broker.send_multipart([b"MDPW02", PARTIAL, client, empty, b"served in Python"])
        broker.send_multipart([b"MDPW02", FINAL, client, empty, *body])
        broker.send_multipart([b"MDPW02", DISCONNECT])
        break
context.destroy(linger=1000)

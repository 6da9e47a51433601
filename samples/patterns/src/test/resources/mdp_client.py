"""A client of MDP/0.2 (RFC 18), by the real libzmq: mdp_client.py ENDPOINT SERVICE BODY... prints each reply."""
import sys
import zmq

REQUEST, PARTIAL, FINAL = b"\x01", b"\x02", b"\x03"

endpoint, service, *body = [argument.encode() for argument in sys.argv[1:]]
context = zmq.Context()
broker = context.socket(zmq.DEALER)
broker.setsockopt(zmq.RCVTIMEO, 10000)
broker.setsockopt(zmq.LINGER, 0)
broker.connect(endpoint.decode())
broker.send_multipart([b"MDPC02", REQUEST, service, *body])
command = PARTIAL
while command == PARTIAL:
    protocol, command, served_by, *reply = broker.recv_multipart()
    assert protocol == b"MDPC02" and served_by == service, (protocol, served_by)
    print("FINAL" if command == FINAL else "PARTIAL", *(frame.decode() for frame in reply))
context.destroy()

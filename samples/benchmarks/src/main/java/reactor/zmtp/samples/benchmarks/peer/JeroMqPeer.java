package reactor.zmtp.samples.benchmarks.peer;

import java.nio.ByteBuffer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * JeroMQ at its best: default options, arrays reused where its API lets them be, the fastest of its
 * calls.
 */
final class JeroMqPeer implements Peer {

  private final ZContext context = new ZContext();

  @Override
  public void receive(Plan plan) {
    ZMQ.Socket pull = open(SocketType.PULL, plan);
    RateMeter meter = new RateMeter(plan);
    do {
      // Returns the array it was decoded into; into a buffer of ours it would be copied once more.
      pull.recv(0);
    } while (!meter.count());
  }

  @Override
  public void send(Plan plan) {
    ZMQ.Socket push = open(SocketType.PUSH, plan);
    byte[] payload = new byte[plan.size()];
    while (push.send(payload, 0)) {
      // blocks while the peer is full
    }
  }

  @Override
  public void echo(Plan plan) {
    ZMQ.Socket pair = open(SocketType.PAIR, plan);
    while (pair.send(pair.recv(0), 0)) {
      // blocks until a message is there
    }
  }

  @Override
  public void ping(Plan plan) {
    ZMQ.Socket pair = open(SocketType.PAIR, plan);
    RoundTrips trips = new RoundTrips(plan);
    byte[] payload = new byte[plan.size()];
    do {
      trips.leaves();
      pair.send(payload, 0);
      pair.recv(0);
    } while (!trips.isBack());
  }

  @Override
  public void listen(Plan plan) {
    ZMQ.Socket pull = open(SocketType.PULL, plan);
    Pulses.Listener listener = new Pulses.Listener(plan);
    while (!listener.arrived(ByteBuffer.wrap(pull.recv(0)).getLong(0))) {
      // blocks until a message is there
    }
  }

  @Override
  public void pulse(Plan plan) {
    ZMQ.Socket push = open(SocketType.PUSH, plan);
    Pulses pulses = new Pulses(plan);
    while (push.send(pulses.next(), 0)) {
      // pauses before each
    }
  }

  private ZMQ.Socket open(SocketType type, Plan plan) {
    ZMQ.Socket socket = context.createSocket(type);
    if (plan.role().binds()) {
      socket.bind(plan.endpoint());
      PeerProgram.bound(socket.getLastEndpoint());
    } else {
      socket.connect(plan.endpoint());
    }
    return socket;
  }
}

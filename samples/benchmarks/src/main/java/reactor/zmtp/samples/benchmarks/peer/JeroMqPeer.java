package reactor.zmtp.samples.benchmarks.peer;

import java.nio.ByteBuffer;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * JeroMQ at its best: default options, arrays reused where its API lets them be, the fastest of its
 * calls.
 */
final class JeroMqPeer implements ZmqPeer {

  /**
   * Now and then its poller loses sight of a connection it has just made (jeromq pull request
   * 1022), and begins anew only when the handshake has taken this long, in milliseconds; by default
   * 30 s.
   */
  private static final int HANDSHAKE_MILLIS = 500;

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

  @Override
  public void reply(Plan plan) {
    ZMQ.Socket rep = open(SocketType.REP, plan);
    while (rep.send(rep.recv(0), 0)) {
      // blocks until a request is there
    }
  }

  @Override
  public void request(Plan plan) {
    ZMQ.Socket req = open(SocketType.REQ, plan);
    RoundTrips trips = new RoundTrips(plan);
    byte[] payload = new byte[plan.size()];
    do {
      trips.leaves();
      req.send(payload, 0);
      req.recv(0);
    } while (!trips.isBack());
  }

  @Override
  public void route(Plan plan) {
    ZMQ.Socket router = open(SocketType.ROUTER, plan);
    while (router.sendMore(router.recv(0)) && router.send(router.recv(0), 0)) {
      // blocks until a message is there
    }
  }

  @Override
  public void deal(Plan plan) {
    ZMQ.Socket dealer = open(SocketType.DEALER, plan);
    RateMeter meter = new RateMeter(plan);
    byte[] payload = new byte[plan.size()];
    for (int i = 0; i < Plan.OUTSTANDING; i++) {
      dealer.send(payload, 0);
    }
    do {
      dealer.recv(0);
      dealer.send(payload, 0);
    } while (!meter.count());
  }

  @Override
  public void publish(Plan plan) {
    ZMQ.Socket pub = open(SocketType.PUB, plan);
    byte[] payload = new byte[plan.size()];
    while (pub.send(payload, 0)) {
      // never blocks
    }
  }

  @Override
  public void broadcast(Plan plan) {
    publish(plan);
  }

  @Override
  public void subscribe(Plan plan) {
    count(SocketType.SUB, plan);
  }

  @Override
  public void collect(Plan plan) {
    count(SocketType.PULL, plan);
  }

  private void count(SocketType type, Plan plan) {
    RateMeter meter = new RateMeter(plan);
    ZMQ.Poller poller = context.createPoller(plan.count());
    for (int i = 0; i < plan.count(); i++) {
      ZMQ.Socket socket = open(type, plan);
      if (type == SocketType.SUB) {
        socket.subscribe(ZMQ.SUBSCRIPTION_ALL);
      }
      poller.register(socket, ZMQ.Poller.POLLIN);
    }
    while (true) {
      poller.poll(-1);
      for (int i = 0; i < plan.count(); i++) {
        if (poller.pollin(i) && drain(poller.getSocket(i), meter)) {
          return;
        }
      }
    }
  }

  /** Takes what is there, at most some; true when the measurement is complete. */
  private static boolean drain(ZMQ.Socket socket, RateMeter meter) {
    for (int i = 0; i < 1000 && socket.recv(ZMQ.DONTWAIT) != null; i++) {
      if (meter.count()) {
        return true;
      }
    }
    return false;
  }

  /** An XPUB, because that one sees when all topics are subscribed to. */
  @Override
  public void match(Plan plan) {
    ZMQ.Socket pub = open(SocketType.XPUB, plan);
    for (int i = 0; i < plan.count(); i++) {
      pub.recv(0);
    }
    byte[][] messages = Topics.messages(plan);
    while (true) {
      for (byte[] message : messages) {
        pub.send(message, 0);
      }
    }
  }

  @Override
  public void choose(Plan plan) {
    ZMQ.Socket sub = open(SocketType.SUB, plan);
    for (int i = 0; i < plan.count(); i++) {
      sub.subscribe(Topics.topic(2 * i));
    }
    RateMeter meter = new RateMeter(plan);
    do {
      sub.recv(0);
    } while (!meter.count());
  }

  @Override
  public void host(Plan plan) {
    HostMeter meter = new HostMeter(plan);
    ZMQ.Socket router = open(SocketType.ROUTER, plan);
    while (router.sendMore(router.recv(0))) {
      byte[] message = router.recv(0);
      meter.arrived(ByteBuffer.wrap(message).getLong(0));
      router.send(message, 0);
    }
  }

  @Override
  public void visit(Plan plan) {
    throw new UnsupportedOperationException("JeroMQ's handshakes are not measured");
  }

  @Override
  public void await(Plan plan) {
    ZMQ.Socket pull = open(SocketType.PULL, plan);
    StartMeter meter = new StartMeter(plan);
    while (!meter.count(ByteBuffer.wrap(pull.recv(0)).getLong(0))) {
      // blocks until a message is there
    }
  }

  @Override
  public void begin(Plan plan) {
    ZMQ.Socket push = open(SocketType.PUSH, plan);
    byte[] payload = StartMeter.stamp(plan);
    while (push.send(payload, 0)) {
      // blocks while the peer is full
    }
  }

  private ZMQ.Socket open(SocketType type, Plan plan) {
    ZMQ.Socket socket = context.createSocket(type);
    socket.setHandshakeIvl(HANDSHAKE_MILLIS);
    if (plan.role() == Role.MATCH) { // beyond a high-water mark subscriptions get lost
      socket.setRcvHWM(0);
    } else if (plan.role() == Role.CHOOSE) {
      socket.setSndHWM(0);
    } else if (plan.role() == Role.BROADCAST) {
      socket.setXpubNoDrop(true);
    }
    if (plan.security() == Security.CURVE) {
      encrypt(socket, plan);
    }
    if (plan.role().binds()) {
      socket.bind(plan.endpoint());
      PeerProgram.bound(socket.getLastEndpoint());
    } else {
      socket.connect(plan.endpoint());
    }
    return socket;
  }

  private static void encrypt(ZMQ.Socket socket, Plan plan) {
    if (plan.role().binds()) {
      socket.setRcvHWM(0); // at its mark it would hand over frames that are still encrypted
      socket.setCurveServer(true);
      socket.setCurveSecretKey(z85(CurveKeys.SERVER_SECRET));
    } else {
      socket.setCurveServerKey(z85(CurveKeys.SERVER_PUBLIC));
      socket.setCurvePublicKey(z85(CurveKeys.CLIENT_PUBLIC));
      socket.setCurveSecretKey(z85(CurveKeys.CLIENT_SECRET));
    }
  }

  private static byte[] z85(String key) {
    return ZMQ.Curve.z85Decode(key);
  }
}

package reactor.zmtp.interop;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;
import zmq.Msg;

/** JeroMQ, which has the draft types. To be used by the test's thread alone. */
final class JeroMqEnd extends TheirEnd {

  private static final String GROUP = "group";

  private final ZContext context = new ZContext();
  private final JeroMqChannels channels = new JeroMqChannels();
  private final ZMQ.Socket socket;
  private final SocketType type;
  private final String endpoint;
  private int routingId;

  private JeroMqEnd(SocketType type, SocketType peer, @Nullable String bind, String connect) {
    super(type, peer);
    this.type = type;
    context.setLinger(0);
    socket = context.createSocket(org.zeromq.SocketType.valueOf(type.name()));
    socket.setSendTimeOut((int) Scene.PATIENCE.toMillis());
    socket.setSelectorChooser((address, options) -> channels);
    socket.setReconnectIVL(10);
    socket.setHandshakeIvl(500); // begins anew where JeroMqForeign.connect would help
    if (type == SocketType.ROUTER && peer == SocketType.ROUTER) {
      socket.setIdentity(End.nameOf(false).getBytes(StandardCharsets.UTF_8));
      socket.setRouterMandatory(true);
    }
    if (type == SocketType.SUB) {
      socket.subscribe("");
    } else if (type == SocketType.DISH) {
      socket.join(GROUP);
    }
    if (bind != null) {
      socket.bind(bind);
    } else if (type == SocketType.PEER) {
      routingId = socket.connectPeer(connect);
    } else {
      socket.connect(connect);
    }
    endpoint = bind == null ? connect : socket.getLastEndpoint();
    if (type == SocketType.XSUB) {
      socket.send(new byte[] {1});
    }
  }

  static JeroMqEnd bound(SocketType type, SocketType peer, String endpoint) {
    return new JeroMqEnd(type, peer, endpoint, "");
  }

  static JeroMqEnd connected(SocketType type, SocketType peer, String endpoint) {
    return new JeroMqEnd(type, peer, null, endpoint);
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  /** Its poller loses sight of a connection now and then, until something is registered. */
  @Override
  public void nudge() {
    context.createSocket(org.zeromq.SocketType.PULL).bind("tcp://127.0.0.1:*");
  }

  /** Its DISH does not tell its groups again on a connection that it makes again. */
  @Override
  public void reconnected() {
    if (type == SocketType.DISH) {
      socket.leave(GROUP);
      socket.join(GROUP);
    }
  }

  @Override
  void send(ZmqMessage frames) {
    for (int i = 0; i < frames.size(); i++) {
      Msg msg = new Msg(frames.bytes(i));
      if (type == SocketType.SERVER || type == SocketType.PEER) {
        msg.setRoutingId(routingId);
      } else if (type == SocketType.RADIO) {
        msg.setGroup(GROUP);
      }
      if (!socket.sendMsg(msg, i + 1 < frames.size() ? ZMQ.SNDMORE : 0)) {
        throw new AssertionError("JeroMQ could not send within " + Scene.PATIENCE);
      }
    }
  }

  @Override
  @Nullable ZmqMessage receive(Duration patience) {
    socket.setReceiveTimeOut((int) patience.toMillis());
    List<byte[]> frames = new ArrayList<>();
    Msg msg = socket.recvMsg();
    if (msg == null) {
      return null;
    }
    routingId = msg.getRoutingId();
    frames.add(msg.data());
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return ZmqMessage.of(frames);
  }

  @Override
  public void close() {
    context.close();
    channels.close();
  }
}

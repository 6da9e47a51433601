package reactor.zmtp.samples.zmtpspec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMQException;
import reactor.zmtp.test.spec.EngineException;
import reactor.zmtp.test.spec.EngineSocket;
import zmq.Msg;

/** A socket of JeroMQ. */
final class JeroMqSocket implements EngineSocket {

  private final ZMQ.Socket socket;

  JeroMqSocket(ZMQ.Socket socket) {
    this.socket = socket;
  }

  private boolean isRouted() {
    return socket.getSocketType() == SocketType.SERVER || socket.getSocketType() == SocketType.PEER;
  }

  @Override
  public String bind(String endpoint) {
    return asked(
        () -> {
          socket.bind(endpoint);
          return socket.getLastEndpoint();
        });
  }

  @Override
  public byte[] connect(String endpoint) {
    if (socket.getSocketType() == SocketType.PEER) {
      int id = asked(() -> socket.connectPeer(endpoint));
      return ByteBuffer.allocate(Integer.BYTES).putInt(id).array();
    }
    asked(() -> socket.connect(endpoint));
    return new byte[0];
  }

  @Override
  public boolean send(Duration patience, List<byte[]> frames) {
    socket.setSendTimeOut((int) patience.toMillis());
    return asked(() -> send(frames));
  }

  private boolean send(List<byte[]> frames) {
    boolean grouped = socket.getSocketType() == SocketType.RADIO;
    int first = isRouted() || grouped ? 1 : 0;
    for (int i = first; i < frames.size(); i++) {
      Msg msg = new Msg(frames.get(i));
      if (isRouted()) {
        msg.setRoutingId(ByteBuffer.wrap(frames.get(0)).getInt());
      } else if (grouped) {
        msg.setGroup(new String(frames.get(0), StandardCharsets.ISO_8859_1));
      }
      if (!socket.sendMsg(msg, i + 1 < frames.size() ? ZMQ.SNDMORE : 0)) {
        if (socket.errno() == zmq.ZError.EAGAIN) {
          return false;
        }
        throw new EngineException("errno " + socket.errno());
      }
    }
    return true;
  }

  @Override
  public int flood(int count, int size, Duration patience, List<byte[]> prefix) {
    for (int number = 0; number < count; number++) {
      List<byte[]> frames = new ArrayList<>(prefix);
      frames.add(ByteBuffer.allocate(size).putInt(number).array());
      try {
        if (!send(patience, frames)) {
          return number;
        }
      } catch (EngineException e) {
        return number;
      }
    }
    return count;
  }

  @Override
  public @Nullable List<byte[]> receive(Duration patience) {
    socket.setReceiveTimeOut((int) patience.toMillis());
    List<byte[]> frames = new ArrayList<>();
    do {
      Msg msg = asked(() -> socket.recvMsg());
      if (msg == null) {
        return null;
      }
      if (isRouted()) {
        frames.add(ByteBuffer.allocate(Integer.BYTES).putInt(msg.getRoutingId()).array());
      } else if (socket.getSocketType() == SocketType.DISH) {
        frames.add(msg.getGroup().getBytes(StandardCharsets.ISO_8859_1));
      }
      frames.add(msg.data());
    } while (socket.hasReceiveMore());
    return frames;
  }

  @Override
  public void wish(Wish wish, byte[] name) {
    String group = new String(name, StandardCharsets.ISO_8859_1);
    boolean done =
        switch (wish) {
          case SUBSCRIBE, UNSUBSCRIBE -> subscribe(wish == Wish.SUBSCRIBE, name);
          case JOIN -> socket.join(group);
          case LEAVE -> socket.leave(group);
        };
    if (!done) {
      throw new EngineException("errno " + socket.errno());
    }
  }

  private boolean subscribe(boolean begins, byte[] topic) {
    if (socket.getSocketType() == SocketType.XSUB) {
      byte[] message = new byte[1 + topic.length];
      message[0] = (byte) (begins ? 1 : 0);
      System.arraycopy(topic, 0, message, 1, topic.length);
      return socket.send(message);
    }
    return begins ? socket.subscribe(topic) : socket.unsubscribe(topic);
  }

  @Override
  public void close() {
    socket.close();
  }

  private static <T extends @Nullable Object> T asked(java.util.function.Supplier<T> call) {
    try {
      return call.get();
    } catch (ZMQException | zmq.ZError.IOException | IllegalArgumentException e) {
      throw new EngineException(String.valueOf(e.getMessage()));
    }
  }
}

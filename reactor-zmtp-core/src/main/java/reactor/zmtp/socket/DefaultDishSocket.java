package reactor.zmtp.socket;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.zmtp.DishSocket;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqException;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.message.GroupName;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;

/** DISH. */
public final class DefaultDishSocket extends SocketBase<GroupMessage> implements DishSocket {

  /** The groups that were joined, each under its content. */
  private final Map<ByteBuffer, byte[]> groups = new LinkedHashMap<>();

  public DefaultDishSocket(ZmqResources resources, Options options) {
    super(resources, options, SocketType.DISH, null, (pipe, message) -> GroupMessage.of(message));
    for (String group : options.get(Option.GROUPS)) {
      byte[] name = GroupName.bytes(group);
      groups.put(ByteBuffer.wrap(name), name);
    }
  }

  @Override
  void joined(Pipe pipe) {
    for (byte[] group : groups.values()) {
      pipe.announce(Announcement.JOIN, group);
    }
  }

  /** Drops messages of a group that was left while they were on their way. */
  @Override
  public boolean consume(Pipe pipe, DefaultMessage message) {
    if (message.size() != 2) {
      throw new ProtocolException(
          Rule.MALFORMED_FRAME,
          "a RADIO sends two frames, the group and the message, not " + message.size());
    }
    return !groups.containsKey(ByteBuffer.wrap(message.array(0)));
  }

  @Override
  public Mono<Void> join(String group) {
    byte[] name = GroupName.bytes(group);
    return onLoop(
        "join " + group,
        sink -> {
          if (groups.putIfAbsent(ByteBuffer.wrap(name), name) != null) {
            throw new ZmqException("this DISH socket has joined " + group + " already");
          }
          announce(Announcement.JOIN, name);
          sink.success();
        });
  }

  @Override
  public Mono<Void> leave(String group) {
    byte[] name = GroupName.bytes(group);
    return onLoop(
        "leave " + group,
        sink -> {
          if (groups.remove(ByteBuffer.wrap(name)) == null) {
            throw new ZmqException("this DISH socket has not joined " + group);
          }
          announce(Announcement.LEAVE, name);
          sink.success();
        });
  }

  private void announce(Announcement what, byte[] group) {
    for (Pipe pipe : pipes()) {
      pipe.announce(what, group);
    }
  }
}

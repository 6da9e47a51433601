package reactor.zmtp.socket;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.GroupMessage;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.SocketType;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.pattern.Groups;
import reactor.zmtp.pipe.Announcement;
import reactor.zmtp.pipe.Pipe;

/** RADIO. */
public final class DefaultRadioSocket extends SocketBase<ZmqMessage> implements RadioSocket {

  private final Groups groups;

  public DefaultRadioSocket(ZmqResources resources, Options options) {
    this(resources, options, new Groups());
  }

  private DefaultRadioSocket(ZmqResources resources, Options options, Groups groups) {
    super(resources, options, SocketType.RADIO, PubSocketBase.fanOut(options, groups), null);
    this.groups = groups;
  }

  @Override
  public boolean announced(Pipe pipe, Announcement what, byte[] subject) {
    if (what == Announcement.JOIN) {
      join(pipe, subject);
    } else if (what == Announcement.LEAVE) {
      groups.leave(pipe, subject);
    } else if (what == Announcement.JOIN_ALL) {
      groups.joinAll(pipe);
    }
    return true;
  }

  private void join(Pipe pipe, byte[] group) {
    if (group.length > GroupMessage.MAX_GROUP) {
      throw new ProtocolException(
          Rule.MALFORMED_COMMAND,
          "JOIN of a group of "
              + group.length
              + " bytes; it has at most "
              + GroupMessage.MAX_GROUP);
    }
    groups.join(pipe, group);
    int most = options().get(Option.MAX_GROUPS);
    if (groups.groupsOf(pipe) > most) {
      throw new ProtocolException(
          Rule.TOO_MANY_GROUPS, "the peer joined more than " + most + " groups (maxGroups)");
    }
  }

  @Override
  void left(Pipe pipe, @Nullable Throwable cause) {
    groups.remove(pipe);
    inTurns(groups);
  }

  @Override
  public Mono<Void> send(Publisher<GroupMessage> messages) {
    return outbound().send(Flux.from(messages).map(GroupMessage::toMessage));
  }
}

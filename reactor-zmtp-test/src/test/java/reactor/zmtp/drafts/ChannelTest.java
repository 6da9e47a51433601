package reactor.zmtp.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** CHANNEL (RFC 52) is PAIR. */
class ChannelTest extends Scene {

  @Test
  void messagesGoBothWays() {
    ChannelSocket bound = open(zmq.channel().bind(Anywhere.endpoint()));
    ChannelSocket connected = open(zmq.channel().connect(address(bound)));

    await(bound.send(ZmqMessage.of("HELLO")));
    assertThat(await(connected.receive().next()).text()).isEqualTo("HELLO");

    await(connected.send(ZmqMessage.of("WORLD")));
    assertThat(await(bound.receive().next()).text()).isEqualTo("WORLD");
  }

  @Test
  void aSecondPeerIsTurnedAway() {
    Events events = new Events();
    ChannelSocket channel = open(zmq.channel().doOnEvent(events).bind(Anywhere.endpoint()));
    ZmtpPeer first = join(channel, "CHANNEL");
    until(channel, m -> m.peers() == 1);

    await(connect(address(channel)).script().greeting().ready("CHANNEL").discardUntilClose());

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.EXCLUSIVE);
    assertThat(failed.cause()).hasMessageContaining("CHANNEL");
    await(channel.send(ZmqMessage.of("to the first")));
    await(first.script().expectMessage("to the first"));
  }

  @Test
  void anotherMayComeWhenTheFirstHasLeft() {
    ChannelSocket channel = open(zmq.channel().bind(Anywhere.endpoint()));
    ZmtpPeer first = join(channel, "CHANNEL");
    until(channel, m -> m.peers() == 1);
    await(first.script().close());
    until(channel, m -> m.peers() == 0);

    await(join(channel, "CHANNEL").script().message("my turn"));

    assertThat(await(channel.receive().next()).text()).isEqualTo("my turn");
  }

  @Test
  void itTalksToJeroMq() {
    JeroMq theirs = keep(new JeroMq("CHANNEL"));
    ChannelSocket ours = open(zmq.channel().connect(theirs.bind()));

    await(ours.send(ZmqMessage.of("HELLO")));
    assertThat(theirs.receiveText()).isEqualTo("HELLO");

    theirs.send("WORLD");
    assertThat(await(ours.receive().next()).text()).isEqualTo("WORLD");
  }
}

package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import reactor.zmtp.PubSocket;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Scene;

/** Publish-subscribe with libzmq, whatever is below it. */
abstract class PubSubScenes extends Scene {

  /** What a connected {@code sub} of libzmq does in {@link #itSubscribes}. */
  static final String SUBSCRIBES =
      """
      sub.subscribe(b"a")
      sub.subscribe(b"b")
      say(*[frame.decode() for frame in sub.recv_multipart()])
      sub.unsubscribe(b"a")
      say(*[frame.decode() for frame in sub.recv_multipart()])
      ask()
      """;

  /** What a bound {@code xpub} of libzmq does in {@link #itPublishes}. */
  static final String PUBLISHES =
      """
      while True:
          notice = xpub.recv()
          say(notice[0], notice[1:].decode())
          if notice[0] == 1:
              xpub.send_multipart([b"other", b"x"])
              xpub.send_multipart([notice[1:] + b"!", b"", b"x"])
      """;

  static void itSubscribes(PubSocket pub, LibzmqProcess sub) {
    await(pub.awaitSubscribers("a", 1));
    await(pub.awaitSubscribers("b", 1));
    await(pub.send(ZmqMessage.of("c")));
    await(pub.send(ZmqMessage.of("a1", "x")));
    assertThat(await(sub.line())).isEqualTo("a1 x");
    await(
        pub.topicCount()
            .repeatWhen(done -> done.delayElements(Duration.ofMillis(1)))
            .filter(count -> count == 1)
            .next());
    await(pub.send(ZmqMessage.of("a2")));
    await(pub.send(ZmqMessage.of("b2")));
    assertThat(await(sub.line())).isEqualTo("b2");
  }

  final void itPublishes(LibzmqProcess xpub, SubSpec ours) {
    SubSocket sub = open(ours.subscribe("a").connect(await(xpub.line())));
    assertThat(await(xpub.line())).isEqualTo("1 a");
    assertThat(await(sub.receive().next())).isEqualTo(ZmqMessage.of("a!", "", "x"));
    await(sub.subscribe("b"));
    assertThat(await(xpub.line())).isEqualTo("1 b");
    assertThat(await(sub.receive().next())).isEqualTo(ZmqMessage.of("b!", "", "x"));
    await(sub.unsubscribe("a"));
    assertThat(await(xpub.line())).isEqualTo("0 a");
    sub.dispose();
    assertThat(await(xpub.line())).isEqualTo("0 b");
  }
}

package reactor.zmtp.hostile.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;

/**
 * What somebody does who is between a CURVE client and the server: he cannot read what they say,
 * but leave out some of it.
 */
final class SplicingAttacks {

  private static final int MOMENT = 100;
  private static final int STEPS = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final ZmqMessage TRANSFER = ZmqMessage.of("transfer", "to=bob");

  private final Target target;
  private final ZmqContext zmq = ZmqContext.builder().ioThreads(1).build();

  SplicingAttacks(Target target) {
    this.target = target;
  }

  /** The beginning of one message, and the end of the next. */
  void makeOneMessageOfTwo() throws IOException {
    try (ServerSocket between = listener();
        DealerSocket client = client(between.getLocalPort());
        Raw near = Raw.accept(between);
        Raw far = Raw.connect(target.curve())) {
      client.send(Flux.just(TRANSFER, TRANSFER)).onErrorComplete().subscribe();
      far.send(near.readGreeting());
      near.send(far.readGreeting());
      for (int i = 1; i < STEPS; i++) { // HELLO and WELCOME, INITIATE and READY
        far.send(near.readFrame());
        near.send(far.readFrame());
      }
      far.send(near.readFrame());
      near.skipFrame().skipFrame();
      far.send(near.readFrame());
      far.untilClosed(MOMENT);
    }
  }

  /** With a channel, as those that it accepts have one then. */
  private static ServerSocket listener() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return ServerSocketChannel.open().bind(any, 1).socket();
  }

  private DealerSocket client(int port) {
    return zmq.dealer()
        .curve(CurveKeyPair.generate(), CurvePublicKey.of(target.serverKey()))
        .linger(Duration.ZERO)
        .connect("tcp://127.0.0.1:" + port)
        .open()
        .block(PATIENCE);
  }
}

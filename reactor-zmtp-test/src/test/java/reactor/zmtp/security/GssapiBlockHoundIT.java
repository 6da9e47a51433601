package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.blockhound.BlockHound;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.watch.Supply;

/**
 * GSSAPI talks to the KDC and reads files, but not on an event loop. In a JVM of its own, since it
 * changes the JDK.
 */
class GssapiBlockHoundIT extends Scene {

  private static final int MESSAGES = 10_000;
  private static final List<Throwable> BLOCKED = new CopyOnWriteArrayList<>();

  @RegisterExtension static final Kdc KDC = new Kdc();

  @BeforeAll
  static void loose() {
    BlockHound.install(
        builder ->
            builder
                // What the JDK wraps begins with random bytes, from /dev/urandom, which never
                // waits.
                .allowBlockingCallsInside("java.security.SecureRandom", "nextBytes")
                .blockingMethodCallback(
                    method ->
                        BLOCKED.add(new AssertionError(method + " on " + Thread.currentThread()))));
  }

  @Test
  void handshakesAndTrafficBlockNoEventLoop() {
    GssName service = GssName.hostBased(Kdc.SERVICE);
    PullSocket pull =
        open(
            zmq.pull()
                .gssapiServer(GssServer.of(service).subject(KDC.service()))
                .bind(Anywhere.endpoint()));
    PushSocket push =
        open(
            zmq.push()
                .gssapi(GssClient.of(service).subject(KDC.user("ann")))
                .connect(address(pull)));

    Mono<List<Long>> received = pull.receive().take(MESSAGES).map(Supply::number).collectList();
    await(Mono.zip(received, push.send(Supply.of(MESSAGES).messages()).thenReturn(true)));
    await(zmq.disposeLater());

    assertThat(BLOCKED).isEmpty();
  }
}

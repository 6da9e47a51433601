package reactor.zmtp.ipc;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.ZmtpBytes.ready;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.zmtp.PubSocket;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.watch.Scene;

/** Peers that read nothing, and hang up. */
class HungUpTest extends Scene {

  private static SocketChannel raw(ZmqSocket socket, byte[]... said) throws IOException {
    String path = address(socket).substring("ipc://".length());
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
    channel.write(ByteBuffer.wrap(concat(said)));
    return channel;
  }

  @Test
  void aSubscriberThatReadsNothingAndHangsUpIsGone() throws IOException {
    PubSocket pub = open(zmq.pub().bind("ipc://*"));
    keep(
        pub.send(Flux.interval(Duration.ofMillis(1)).map(i -> ZmqMessage.of(new byte[16_000])))
            .subscribe());
    SocketChannel mute = raw(pub, greeting(), ready("SUB"), command("SUBSCRIBE"));
    until(pub, m -> m.peers() == 1 && m.waitingToSend() > 100);

    mute.close();

    until(pub, m -> m.peers() == 0);
  }

  @Test
  void aDealerThatReadsNothingAndHangsUpIsGone() throws IOException {
    RouterSocket router = open(zmq.router().bind("ipc://*"));
    keep(router.send(router.receive()).subscribe());
    SocketChannel mute = raw(router, greeting(), ready("DEALER"));
    for (int i = 0; i < 5000; i++) {
      mute.write(ByteBuffer.wrap(message(new byte[100])));
    }
    until(router, m -> m.peers() == 1 && m.waitingToSend() > 100);

    mute.close();

    until(router, m -> m.peers() == 0);
  }
}

package reactor.zmtp.hostile;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.Objects;
import reactor.zmtp.SocketType;
import reactor.zmtp.mechanism.CurveClient;
import reactor.zmtp.mechanism.OwnProperties;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Scene;
import reactor.zmtp.wire.Command;

/**
 * Somebody who knows a server's public key, which is no secret, and speaks CURVE up to the command
 * that proves who he is.
 */
final class CurveStranger {

  private CurveStranger() {}

  /** Says hello, is welcomed, and returns INITIATE, not sent yet: the bytes after its name. */
  static byte[] initiate(ZmtpPeer peer, CurvePublicKey server, Map<String, String> metadata) {
    CurveClient client =
        new CurveClient(
            OwnProperties.of(SocketType.PUSH, new byte[0], metadata),
            CurveKeyPair.generate(),
            server);
    Scene.await(
        peer.script()
            .send(ZmtpBytes.greeting(3, 1, "CURVE", false), next(client))
            .expectGreeting());
    ZmtpFrame welcome = Scene.await(peer.receiveFrame());
    client.receive(Command.of("WELCOME", welcome.commandData()));
    return Objects.requireNonNull(client.next()).body();
  }

  private static byte[] next(CurveClient client) {
    ByteBuf frame = Unpooled.buffer();
    Objects.requireNonNull(client.next()).writeTo(frame);
    return ByteBufUtil.getBytes(frame);
  }
}

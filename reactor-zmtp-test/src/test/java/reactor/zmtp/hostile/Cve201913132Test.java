package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.COMMAND;
import static reactor.zmtp.test.ZmtpBytes.LONG;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSpec;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.test.ZmtpBytes;
import reactor.zmtp.test.ZmtpPeer;

/**
 * CVE-2019-13132: a CURVE server copied an INITIATE of any length into buffers on its stack that
 * had room for 256 bytes of metadata, before it knew whether the peer had any right to send one.
 */
class Cve201913132Test extends UnderAttack {

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();

  @Override
  PullSpec options(PullSpec spec) {
    return spec.curveServer(SERVER);
  }

  @Override
  PushSpec honest(PushSpec spec) {
    return spec.curve(CLIENT, SERVER.publicKey());
  }

  /** 257 bytes of metadata were too many. */
  @ParameterizedTest
  @ValueSource(ints = {1, 257, 10_000, 65_000})
  void anInitiateThatIsTooLongByAnyNumberOfBytesIsRefused(int more) {
    ZmtpPeer stranger = stranger();
    byte[] initiate = CurveStranger.initiate(stranger, SERVER.publicKey(), Map.of());
    byte[] longer = Arrays.copyOf(initiate, initiate.length + more);

    refused(Rule.CRYPTOGRAPHIC, stranger.script().command("INITIATE", longer));
  }

  @Test
  void anInitiateWithMuchMetadataThatIsRightIsReadWhole() {
    ZmtpPeer client = stranger();
    Map<String, String> much = Map.of("X-Much", "x".repeat(60_000));
    byte[] initiate = CurveStranger.initiate(client, SERVER.publicKey(), much);

    await(client.script().command("INITIATE", initiate).expectCommand("READY"));

    events.await(HandshakeSucceeded.class, 2);
    assertThat(events.count(HandshakeFailed.class)).isZero();
  }

  @Test
  void anInitiateOfMoreThan64KiBIsRefusedBeforeItComes() {
    ZmtpPeer stranger = stranger();
    CurveStranger.initiate(stranger, SERVER.publicKey(), Map.of());

    refused(
        Rule.MALFORMED_COMMAND,
        stranger.script().send(ZmtpBytes.frameHeader(COMMAND | LONG, 70_000)));
  }
}

package reactor.zmtp.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.hex;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.ProtocolVersion;
import reactor.zmtp.PullSpec;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.test.ZmtpBytes;

/**
 * libzmq's issue 1273: who began with the greeting of ZMTP 2.0 or 1.0, which know no security, was
 * let in without any, whatever mechanism the socket had been given.
 */
abstract class DowngradeUnderAttack extends UnderAttack {

  abstract PullSpec secured(PullSpec spec);

  /** Not even where older versions are allowed otherwise. */
  @Override
  final PullSpec options(PullSpec spec) {
    return secured(spec.minimumProtocol(ProtocolVersion.ZMTP_1_0));
  }

  /** Revision 1 is ZMTP 2.0; 0 is 1.0 with its version told. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  final void anOlderRevisionIsRefused(int revision) {
    byte[] greeting = concat(ZmtpBytes.signature(), new byte[] {(byte) revision}, hex("08 00 00"));

    refused(Rule.VERSION, stranger().script().send(greeting, ZmtpBytes.message("let me in")));
    nobodyGotIn();
  }

  @ParameterizedTest
  @ValueSource(strings = {"01 00", "03 00 6d 65", "ff 00 00 00 00 00 00 00 02 00 61"})
  final void anIdentityOfZmtp1InTheGreetingsPlaceIsRefused(String identity) {
    refused(Rule.SIGNATURE, stranger().script().send(hex(identity), hex("03 00 68 69")));
    nobodyGotIn();
  }

  @Test
  final void theMechanismNullIsRefused() {
    refused(
        Rule.MECHANISM_MISMATCH,
        stranger()
            .script()
            .send(ZmtpBytes.greeting(), ZmtpBytes.ready("PUSH"), ZmtpBytes.message("let me in")));
    nobodyGotIn();
  }

  private void nobodyGotIn() {
    honest.messagesFlow();
    assertThat(honest.strangers(0)).isEmpty();
    assertThat(events.count(HandshakeSucceeded.class)).isEqualTo(1);
  }
}

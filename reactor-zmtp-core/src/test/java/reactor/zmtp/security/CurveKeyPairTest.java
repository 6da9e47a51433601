package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CurveKeyPairTest {

  /** The server's keys in libzmq's manual (zmq_curve). */
  private static final String PUBLIC = "rq:rM>}U?@Lns47E1%kR.o@n%FcmmsL/@{H8]yf7";

  private static final String SECRET = "JTKVSB%%)wK0E.X)V>+}o?pNmC{O&4W4b!Ni{Lh6";

  private final CurveKeyPair keys = CurveKeyPair.ofSecretKey(SECRET);

  @Test
  void thePublicKeyBelongsToTheSecretKey() {
    assertThat(keys.publicKey()).isEqualTo(CurvePublicKey.of(PUBLIC));
    assertThat(CurveKeyPair.of(PUBLIC, SECRET)).isEqualTo(keys);
    assertThat(CurveKeyPair.of(Z85.decode(PUBLIC), Z85.decode(SECRET))).isEqualTo(keys);
  }

  @Test
  void itTellsItsKeysAsBytesAndAsText() {
    assertThat(keys.secretKeyZ85()).isEqualTo(SECRET);
    assertThat(keys.secretKey()).isEqualTo(Z85.decode(SECRET));
    assertThat(keys.publicKey().toZ85()).isEqualTo(PUBLIC);
    assertThat(keys.publicKey().bytes()).isEqualTo(Z85.decode(PUBLIC));
  }

  @Test
  void keysThatDoNotBelongTogetherAreRefused() {
    String other = CurveKeyPair.generate().publicKey().toZ85();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveKeyPair.of(other, SECRET))
        .withMessageContaining("not that of the secret key")
        .withMessageNotContaining(SECRET);
  }

  @Test
  void keysOfAnotherLengthAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveKeyPair.ofSecretKey(new byte[31]))
        .withMessage("a CURVE secret key has 32 bytes, not 31");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurvePublicKey.of(new byte[33]))
        .withMessage("a CURVE public key has 32 bytes, not 33");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CurveKeyPair.ofSecretKey("HelloWorld"))
        .withMessage("a CURVE secret key has 40 characters of Z85, not 10");
  }

  @Test
  void generatedPairsDiffer() {
    CurveKeyPair other = CurveKeyPair.generate();

    assertThat(other).isNotEqualTo(CurveKeyPair.generate()).isNotEqualTo(keys);
    assertThat(CurveKeyPair.of(other.publicKey().bytes(), other.secretKey())).isEqualTo(other);
  }

  @Test
  void whatItGaveAwayDoesNotChangeIt() {
    keys.secretKey()[0] ^= 1;
    keys.publicKey().bytes()[0] ^= 1;

    assertThat(keys).isEqualTo(CurveKeyPair.of(PUBLIC, SECRET));
  }

  @Test
  void theSecretKeyIsNotPrinted() {
    assertThat(keys.toString()).contains(PUBLIC).doesNotContain(SECRET);
  }

  @Test
  void equalPairsHaveEqualHashes() {
    assertThat(keys).hasSameHashCodeAs(CurveKeyPair.of(PUBLIC, SECRET));
  }
}

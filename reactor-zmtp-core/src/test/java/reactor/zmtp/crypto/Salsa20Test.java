package reactor.zmtp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.Hex.bytes;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;

/** With the values of "Cryptography in NaCl" and of NaCl's own tests (core1, core2, stream2). */
class Salsa20Test {

  private static final byte[] SHARED =
      bytes("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
  private static final byte[] FIRST_KEY =
      bytes("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
  private static final byte[] SECOND_KEY =
      bytes("dc908dda0b9344a953629b733820778880f3ceb421bb61b91cbd4c3e66256ce4");
  private static final byte[] NONCE = bytes("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
  private static final String STREAM_OF_4_MIB =
      "662b9d0e3463029156069b12f918691a98f7dfb2ca0393c96bbfc6b1fbd630a2";

  @Test
  void itDerivesTheFirstKey() {
    assertThat(Salsa20.derive(SHARED, new byte[16], 0)).isEqualTo(FIRST_KEY);
  }

  @Test
  void itDerivesTheSecondKey() {
    assertThat(Salsa20.derive(FIRST_KEY, NONCE, 0)).isEqualTo(SECOND_KEY);
  }

  @Test
  void itsStreamIsTheOneOfNacl() throws Exception {
    KeyStream salsa = new KeyStream(SECOND_KEY);
    byte[] stream = new byte[4_194_304];

    salsa.begin(XSalsa20Poly1305.number(NONCE), stream.length);
    salsa.xor(new byte[stream.length], 0, stream, 0, stream.length / Salsa20.BLOCK);

    assertThat(MessageDigest.getInstance("SHA-256").digest(stream))
        .isEqualTo(bytes(STREAM_OF_4_MIB));
  }

  @Test
  void itsStreamIsTheSameBlockByBlock() throws Exception {
    KeyStream salsa = new KeyStream(SECOND_KEY);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");

    salsa.begin(XSalsa20Poly1305.number(NONCE), 1); // so that each block is made alone
    for (int i = 0; i < 4_194_304 / Salsa20.BLOCK; i++) {
      digest.update(salsa.next());
    }

    assertThat(digest.digest()).isEqualTo(bytes(STREAM_OF_4_MIB));
  }
}

package reactor.zmtp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.Hex.bytes;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the values of RFC 7748 (6.1) and of NaCl's own tests (box, box2, secretbox). */
class BoxKeyTest {

  private static final byte[] ALICE_SECRET =
      bytes("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
  private static final byte[] BOB_SECRET =
      bytes("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
  private static final byte[] ALICE_PUBLIC =
      bytes("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
  private static final byte[] BOB_PUBLIC =
      bytes("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
  private static final byte[] FIRST_KEY =
      bytes("1b27556473e985d462cd51197a9a46c76009549eac6474f206c4ee0844f68389");
  private static final byte[] NONCE = bytes("69696ee955b62b73cd62bda875fc73d68219e0036b7a0b37");
  private static final byte[] PLAIN =
      bytes(
          "be075fc53c81f2d5cf141316ebeb0c7b5228c52a4c62cbd44b66849b64244ffc"
              + "e5ecbaaf33bd751a1ac728d45e6c61296cdc3c01233561f41db66cce314adb31"
              + "0e3be8250c46f06dceea3a7fa1348057e2f6556ad6b1318a024a838f21af1fde"
              + "048977eb48f59ffd4924ca1c60902e52f0a089bc76897040e082f93776384864"
              + "5e0705");
  private static final byte[] BOX =
      bytes(
          "f3ffc7703f9400e52a7dfb4b3d3305d98e993b9f48681273c29650ba32fc76ce"
              + "48332ea7164d96a4476fb8c531a1186ac0dfc17c98dce87b4da7f011ec48c972"
              + "71d2c20f9b928fe2270d6fb863d51738b48eeee314a7cc8ab932164548e526ae"
              + "90224368517acfeabd6bb3732bc0e9da99832b61ca01b6de56244a9e88d5f9b3"
              + "7973f622a43d14a6599b1f654cb45a74e355a5");

  @Test
  void publicKeysAreThoseOfTheRfc() {
    assertThat(KeyPairs.publicKeyOf(ALICE_SECRET)).isEqualTo(ALICE_PUBLIC);
    assertThat(KeyPairs.publicKeyOf(BOB_SECRET)).isEqualTo(BOB_PUBLIC);
  }

  @Test
  void aBoxIsTheOneOfNacl() {
    assertThat(BoxKey.agree(ALICE_SECRET, BOB_PUBLIC).seal(NONCE, PLAIN)).isEqualTo(BOX);
  }

  @Test
  void theOtherSideOpensIt() {
    BoxKey key = BoxKey.agree(BOB_SECRET, ALICE_PUBLIC);

    assertThat(key.open(NONCE, BOX, 0, BOX.length)).isEqualTo(PLAIN);
  }

  @Test
  void aSecretBoxIsTheOneOfNacl() {
    BoxKey key = BoxKey.of(FIRST_KEY);

    assertThat(key.seal(NONCE, PLAIN)).isEqualTo(BOX);
    assertThat(key.open(NONCE, BOX, 0, BOX.length)).isEqualTo(PLAIN);
  }

  @Test
  void aBoxOfOneDirectionIsTheSame() {
    byte[] box = new byte[BOX.length + 3];
    long number = XSalsa20Poly1305.number(NONCE);

    BoxKey.of(FIRST_KEY)
        .directed(Arrays.copyOf(NONCE, 16))
        .seal(number, PLAIN[0], PLAIN, 1, PLAIN.length - 1, box, 3);

    assertThat(Arrays.copyOfRange(box, 3, box.length)).isEqualTo(BOX);
  }

  @Test
  void aBoxThatWasChangedInAnyBitIsNotOpened() {
    BoxKey key = BoxKey.of(FIRST_KEY);

    for (int i = 0; i < BOX.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = BOX.clone();
        changed[i] ^= (byte) (1 << bit);
        assertThat(key.open(NONCE, changed, 0, changed.length)).isNull();
      }
    }
  }

  @Test
  void aForgedBoxLeavesThePlainTextUntouched() {
    byte[] changed = BOX.clone();
    changed[20] ^= 1;
    byte[] plain = new byte[PLAIN.length - 1];

    int first =
        BoxKey.of(FIRST_KEY)
            .directed(Arrays.copyOf(NONCE, 16))
            .open(XSalsa20Poly1305.number(NONCE), changed, 0, changed.length, plain);

    assertThat(first).isEqualTo(-1);
    assertThat(plain).containsOnly(0);
  }

  @Test
  void anotherNonceDoesNotOpenIt() {
    for (int i = 0; i < NONCE.length; i++) {
      byte[] other = NONCE.clone();
      other[i] ^= 1;
      assertThat(BoxKey.of(FIRST_KEY).open(other, BOX, 0, BOX.length)).isNull();
    }
  }

  @Test
  void whatIsTooShortForABoxIsNone() {
    for (int length = 0; length <= 16; length++) {
      assertThat(BoxKey.of(FIRST_KEY).open(NONCE, BOX, 0, length)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 31, 32, 33, 63, 64, 65, 95, 96, 97, 128, 1000, 100_000})
  void whatWasSealedIsOpenedWhateverItsLength(int length) {
    byte[] plain = new byte[length];
    for (int i = 0; i < length; i++) {
      plain[i] = (byte) i;
    }
    BoxKey key = BoxKey.of(FIRST_KEY);

    byte[] box = key.seal(NONCE, plain);

    assertThat(box).hasSize(length + 16);
    assertThat(key.open(NONCE, box, 0, box.length)).isEqualTo(plain);
  }

  /** The points of low order: whatever the secret key is, everybody knows the result. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void keysThatAgreeOnNothingSecretAreRefused(String point) {
    assertThat(BoxKey.agree(ALICE_SECRET, bytes(point))).isNull();
  }

  @Test
  void aForgottenKeyOpensNothing() {
    BoxKey key = BoxKey.of(FIRST_KEY);
    key.forget();

    assertThat(key.open(NONCE, BOX, 0, BOX.length)).isNull();
  }

  @Test
  void aForgottenBoxOpensNothing() {
    DirectedBox box = BoxKey.of(FIRST_KEY).directed(Arrays.copyOf(NONCE, 16));
    box.forget();

    assertThat(box.open(XSalsa20Poly1305.number(NONCE), BOX, 0, BOX.length, new byte[PLAIN.length]))
        .isEqualTo(-1);
  }

  @Test
  void aKeyIsNotPrinted() {
    assertThat(BoxKey.of(FIRST_KEY)).hasToString("BoxKey");
  }

  @Test
  void drawnKeysDiffer() {
    assertThat(KeyPairs.drawSecretKey()).hasSize(32).isNotEqualTo(KeyPairs.drawSecretKey());
  }
}

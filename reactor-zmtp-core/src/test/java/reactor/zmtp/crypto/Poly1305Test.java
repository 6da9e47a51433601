package reactor.zmtp.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.wire.Hex.bytes;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With the values of RFC 8439, NaCl's own (onetimeauth), and what the polynomial says. */
class Poly1305Test {

  private static final BigInteger MODULUS =
      BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
  private static final BigInteger ONE_ON_TOP = BigInteger.ONE.shiftLeft(128);
  private static final String ZEROS = "00000000000000000000000000000000";
  private static final String ONES = "ffffffffffffffffffffffffffffffff";
  private static final String LARGEST_R = "ffffff0ffcffff0ffcffff0ffcffff0f";

  @Test
  void theTagIsTheOneOfTheRfc() {
    assertThat(
            tag(
                "85d6be7857556d337f4452fe42d506a8",
                "0103808afb0db2fd4abff6af4149f51b",
                "Cryptographic Forum Research Group".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
  }

  @Test
  void theTagOfJabberwockyIsTheOneOfTheRfc() {
    assertThat(
            tag(
                "1c9240a5eb55d38af333888604f6b5f0",
                "473917c1402b80099dca5cbc207075c0",
                ("'Twas brillig, and the slithy toves\nDid gyre and gimble in the wabe:\n"
                        + "All mimsy were the borogoves,\nAnd the mome raths outgrabe.")
                    .getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo("4541669a7eaaee61e708dc7cbcc5eb62");
  }

  @Test
  void theTagIsTheOneOfNacl() {
    byte[] text =
        bytes(
            "8e993b9f48681273c29650ba32fc76ce48332ea7164d96a4476fb8c531a1186a"
                + "c0dfc17c98dce87b4da7f011ec48c97271d2c20f9b928fe2270d6fb863d51738"
                + "b48eeee314a7cc8ab932164548e526ae90224368517acfeabd6bb3732bc0e9da"
                + "99832b61ca01b6de56244a9e88d5f9b37973f622a43d14a6599b1f654cb45a74"
                + "e355a5");

    assertThat(tag("eea6a7251c1e72916d11c2cb214d3c25", "2539121d8e234e652d651fa4c8cff880", text))
        .isEqualTo("f3ffc7703f9400e52a7dfb4b3d3305d9");
  }

  /** Appendix A.3 of the RFC, 5 to 11: where an implementation is easily wrong. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a sum of 2^130 - 2 after the multiplication,"
        + "02000000000000000000000000000000, 00000000000000000000000000000000,"
        + "ffffffffffffffffffffffffffffffff, 03000000000000000000000000000000",
    "a carry out of 128 bits when the second half of the key is added,"
        + "02000000000000000000000000000000, ffffffffffffffffffffffffffffffff,"
        + "02000000000000000000000000000000, 03000000000000000000000000000000",
    "all ones of limbs and a carry through all of them,"
        + "01000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fffffffffffffffffffffffffffffffff0ffffffffffffffffffffffffffffff"
        + "11000000000000000000000000000000, 05000000000000000000000000000000",
    "a sum that is the modulus,"
        + "01000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fffffffffffffffffffffffffffffffffbfefefefefefefefefefefefefefefe"
        + "01010101010101010101010101010101, 00000000000000000000000000000000",
    "a sum that is the modulus less one,"
        + "02000000000000000000000000000000, 00000000000000000000000000000000,"
        + "fdffffffffffffffffffffffffffffff, faffffffffffffffffffffffffffffff",
    "a carry out of 64 bits,"
        + "01000000000000000400000000000000, 00000000000000000000000000000000,"
        + "e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000"
        + "0000000000000000"
        + "01000000000000000000000000000000, 14000000000000005500000000000000",
    "a carry out of 64 bits with nothing after it,"
        + "01000000000000000400000000000000, 00000000000000000000000000000000,"
        + "e33594d7505e43b900000000000000003394d7505e4379cd01000000000000000000000000000000"
        + "0000000000000000, 13000000000000000000000000000000",
  })
  void theTagsOfTheRfcsEdgeCasesAreRight(
      String edge, String r, String addend, String text, String tag) {
    assertThat(tag(r, addend, bytes(text))).isEqualTo(tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {ZEROS, ONES, LARGEST_R, "0000000000f0ff0f00f0ff0f00000000"})
  void tagsOfAllOnesAreThoseOfThePolynomialAtEachLength(String r) {
    byte[] text = new byte[600];
    Arrays.fill(text, (byte) 0xFF);
    for (int length = 0; length <= text.length; length++) {
      assertIsThePolynomials(r, ONES, Arrays.copyOf(text, length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ONES, LARGEST_R, "01000000000000000000000000000000"})
  void tagsOfAllZerosAreThoseOfThePolynomialAtEachLength(String r) {
    for (int length = 0; length <= 300; length++) {
      assertIsThePolynomials(r, ZEROS, new byte[length]);
    }
  }

  /** One limb of the key has all its bits, the others none. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "ffffff0ffc0f00000000000000000000",
        "000000000000000ffcffff0000000000",
        "0000000000f0ff0ffcffff0000000000",
        "000000000000000000000000fcffff0f",
        "ffffff03000000000000000000000000",
        "0000000cfcff0f000000000000000000"
      })
  void aKeyWithOneFullLimbMakesTheTagsOfThePolynomial(String r) {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] text = new byte[random.nextInt(400)];
      random.nextBytes(text);
      assertIsThePolynomials(r, ONES, text);
      Arrays.fill(text, (byte) 0xFF);
      assertIsThePolynomials(r, ONES, text);
    }
  }

  /** Of 8 KiB and more 64 blocks are taken at a time, then four, then one. */
  @ParameterizedTest
  @ValueSource(strings = {ZEROS, ONES, "ffffff03000000000000000000000000", "01"})
  void tagsOfLongTextsAreThoseOfThePolynomial(String r) {
    Random random = new Random(4);
    String whole = (r + ZEROS).substring(0, ZEROS.length());
    for (int base : new int[] {8192, 9216, 16_384}) {
      for (int more : new int[] {-17, -1, 0, 1, 15, 16, 17, 255, 256, 300, 1023}) {
        byte[] text = new byte[base + more];
        assertIsThePolynomials(whole, ONES, text);
        random.nextBytes(text);
        assertIsThePolynomials(whole, ONES, text);
        Arrays.fill(text, (byte) 0xFF);
        assertIsThePolynomials(whole, ONES, text);
      }
    }
  }

  /** With a key of 1 the polynomial is the sum of the blocks: one at a time, four, and 64. */
  @ParameterizedTest
  @ValueSource(ints = {3, 12, 16, 19, 41, 64, 512, 600, 1000})
  void sumsAboutTheModulusAreReduced(int blocks) {
    BigInteger multiple = MODULUS.multiply(BigInteger.valueOf(blocks / 4 + 1));
    for (int difference = -20; difference <= 20; difference++) {
      BigInteger left =
          multiple
              .add(BigInteger.valueOf(difference))
              .subtract(ONE_ON_TOP.multiply(BigInteger.valueOf(blocks)));
      byte[] text = new byte[16 * blocks];
      for (int i = 0; i < blocks; i++) {
        BigInteger block = left.min(ONE_ON_TOP.subtract(BigInteger.ONE)).max(BigInteger.ZERO);
        left = left.subtract(block);
        put(block, text, 16 * i);
      }
      assertThat(left).as("what does not fit").isZero();

      BigInteger expected = BigInteger.valueOf(difference).mod(MODULUS).mod(ONE_ON_TOP);
      assertThat(number(bytes(tag("01000000000000000000000000000000", ZEROS, text))))
          .as("the modulus and %d", difference)
          .isEqualTo(expected);
    }
  }

  @Test
  void bitsThatAKeyMayNotHaveAreCleared() {
    byte[] text = new byte[100];
    Arrays.fill(text, (byte) 7);

    assertThat(tag(ONES, ZEROS, text)).isEqualTo(tag(LARGEST_R, ZEROS, text));
  }

  @Test
  void aTextWithinAnArrayHasTheSameTag() {
    byte[] text = new byte[300];
    new Random(3).nextBytes(text);
    Poly1305 poly = new Poly1305();
    poly.begin(bytes(LARGEST_R + ONES));
    byte[] tag = new byte[20];
    poly.tag(text, 5, 200, tag, 3);

    assertThat(HexFormat.of().formatHex(tag, 3, 19))
        .isEqualTo(tag(LARGEST_R, ONES, Arrays.copyOfRange(text, 5, 205)));
  }

  @Test
  void tagsOfRandomTextsAreThoseOfThePolynomialAndOfBouncyCastle() {
    Random random = new Random(2);
    for (int i = 0; i < 3_000; i++) {
      byte[] key = new byte[32];
      random.nextBytes(key);
      byte[] text = new byte[random.nextInt(500)];
      random.nextBytes(text);
      String r = HexFormat.of().formatHex(key, 0, 16);
      String addend = HexFormat.of().formatHex(key, 16, 32);

      assertIsThePolynomials(r, addend, text);
      assertThat(bytes(tag(r, addend, text))).isEqualTo(NaclReference.tag(key, text));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 15, 300, 9_000})
  void whatWasTakenBeforeDoesNotMatter(int length) {
    Random random = new Random(5);
    byte[] before = new byte[20_015];
    random.nextBytes(before);
    byte[] text = new byte[length];
    random.nextBytes(text);
    Poly1305 poly = new Poly1305();
    poly.begin(bytes(LARGEST_R + ONES));
    poly.tag(before, 0, before.length, new byte[16], 0);
    byte[] tag = new byte[16];

    poly.begin(bytes(LARGEST_R + ZEROS));
    poly.tag(text, 0, length, tag, 0);

    assertThat(HexFormat.of().formatHex(tag)).isEqualTo(tag(LARGEST_R, ZEROS, text));
  }

  @ParameterizedTest
  @CsvSource({"1024, 1024", "2047, 1024", "2048, 2048", "20000, 19456"})
  void aBatchTakesAllThatIs64Blocks(int length, int taken) {
    Poly1305Batch batch = new Poly1305Batch();
    batch.begin(1, 0);

    assertThat(batch.take(new byte[7 + length], 7, 7 + length)).isEqualTo(7 + taken);
  }

  private static String tag(String r, String addend, byte[] text) {
    Poly1305 poly = new Poly1305();
    poly.begin(bytes(r + addend));
    byte[] tag = new byte[16];
    poly.tag(text, 0, text.length, tag, 0);
    return HexFormat.of().formatHex(tag);
  }

  private static void assertIsThePolynomials(String r, String addend, byte[] text) {
    assertThat(number(bytes(tag(r, addend, text))))
        .as("r %s, length %d", r, text.length)
        .isEqualTo(polynomial(r, addend, text));
  }

  /** As the RFC has it. */
  private static BigInteger polynomial(String r, String addend, byte[] text) {
    BigInteger point = number(bytes(r)).and(number(bytes(LARGEST_R)));
    BigInteger sum = BigInteger.ZERO;
    for (int at = 0; at < text.length; at += 16) {
      byte[] block = Arrays.copyOfRange(text, at, Math.min(at + 16, text.length));
      BigInteger coefficient = number(block).add(BigInteger.ONE.shiftLeft(8 * block.length));
      sum = sum.add(coefficient).multiply(point).mod(MODULUS);
    }
    return sum.add(number(bytes(addend))).mod(ONE_ON_TOP);
  }

  /** The least significant byte comes first. */
  private static BigInteger number(byte[] bytes) {
    BigInteger number = BigInteger.ZERO;
    for (int i = bytes.length - 1; i >= 0; i--) {
      number = number.shiftLeft(8).add(BigInteger.valueOf(bytes[i] & 0xFF));
    }
    return number;
  }

  private static void put(BigInteger number, byte[] bytes, int offset) {
    for (int i = 0; i < 16; i++) {
      bytes[offset + i] = number.shiftRight(8 * i).byteValue();
    }
  }
}

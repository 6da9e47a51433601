package reactor.zmtp.test.spec;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.XECPrivateKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import javax.crypto.KeyAgreement;

/**
 * Curve25519 by the JDK, so that the suite does not compare the engine's cryptography with itself.
 */
final class X25519 {

  /** Two keys of 32 octets. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Keys(byte[] open, byte[] secret) {}

  private static final int LENGTH = 32;

  private X25519() {}

  static Keys generate() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
      byte[] secret = ((XECPrivateKey) pair.getPrivate()).getScalar().orElseThrow();
      return new Keys(littleEndian(((XECPublicKey) pair.getPublic()).getU()), secret);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] shared(byte[] open, byte[] secret) {
    try {
      KeyFactory keys = KeyFactory.getInstance("XDH");
      KeyAgreement agreement = KeyAgreement.getInstance("XDH");
      agreement.init(
          keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret)));
      agreement.doPhase(
          keys.generatePublic(
              new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(open)))),
          true);
      return agreement.generateSecret();
    } catch (GeneralSecurityException e) {
      throw new Failed("right: a key of Curve25519; " + e.getMessage());
    }
  }

  private static byte[] littleEndian(BigInteger number) {
    byte[] all = new byte[LENGTH];
    byte[] big = reversed(number.toByteArray());
    System.arraycopy(big, 0, all, 0, Math.min(LENGTH, big.length));
    return all;
  }

  private static byte[] reversed(byte[] octets) {
    byte[] reversed = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      reversed[i] = octets[octets.length - 1 - i];
    }
    return reversed;
  }
}

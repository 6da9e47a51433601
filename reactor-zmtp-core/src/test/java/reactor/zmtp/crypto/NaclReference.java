package reactor.zmtp.crypto;

import java.util.Arrays;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** NaCl's crypto_secretbox of Bouncy Castle's parts, as they are meant to be used. */
final class NaclReference {

  private NaclReference() {}

  static byte[] box(byte[] key, byte[] nonce, byte[] plain) {
    XSalsa20Engine stream = new XSalsa20Engine();
    stream.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
    byte[] tagKey = new byte[32];
    stream.processBytes(tagKey, 0, tagKey.length, tagKey, 0);
    byte[] box = new byte[16 + plain.length];
    stream.processBytes(plain, 0, plain.length, box, 16);
    byte[] tag = tag(tagKey, Arrays.copyOfRange(box, 16, box.length));
    System.arraycopy(tag, 0, box, 0, tag.length);
    return box;
  }

  static byte[] tag(byte[] key, byte[] message) {
    Poly1305 poly = new Poly1305();
    poly.init(new KeyParameter(key));
    poly.update(message, 0, message.length);
    byte[] tag = new byte[16];
    poly.doFinal(tag, 0);
    return tag;
  }
}

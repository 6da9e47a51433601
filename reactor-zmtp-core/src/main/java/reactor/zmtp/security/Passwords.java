package reactor.zmtp.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;
import reactor.zmtp.crypto.KeyPairs;

/**
 * A table of users. Passwords are kept as salted hashes: comparing these takes the same time for
 * every password and every user, also for one that is not there.
 */
final class Passwords implements ZapAuthenticator {

  private final byte[] salt = KeyPairs.random(32);
  private final byte[] nobody = KeyPairs.random(32);
  private final Map<String, byte[]> hashes = new LinkedHashMap<>();

  Passwords(Map<String, String> passwords) {
    passwords.forEach(
        (user, password) -> hashes.put(user, hash(password.getBytes(StandardCharsets.UTF_8))));
  }

  @Override
  public Mono<ZapReply> authenticate(ZapRequest request) {
    if (!request.mechanism().equals("PLAIN")) {
      return Mono.just(ZapReply.refused("passwords are for PLAIN, not " + request.mechanism()));
    }
    String user = request.username();
    List<byte[]> credentials = request.credentials();
    byte[] expected = hashes.getOrDefault(user, nobody);
    return Mono.just(
        MessageDigest.isEqual(hash(credentials.get(1)), expected)
            ? ZapReply.accepted(user)
            : ZapReply.refused("unknown user or wrong password"));
  }

  private byte[] hash(byte[] password) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(salt);
      return sha256.digest(password);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Shows the number of users only. */
  @Override
  public String toString() {
    return "Passwords[" + hashes.size() + " users]";
  }
}

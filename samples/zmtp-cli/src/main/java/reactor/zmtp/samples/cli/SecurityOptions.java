package reactor.zmtp.samples.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.ZapAuthenticator;

/** The security mechanism of a socket: none, PLAIN or CURVE, as a client or as a server. */
final class SecurityOptions {

  @Option(
      names = "--plain-username",
      order = 1,
      paramLabel = "USER",
      description = "Security PLAIN: tell the server this user name.")
  private @Nullable String plainUsername;

  @Option(
      names = "--plain-password",
      order = 1,
      paramLabel = "SECRET",
      description = "Security PLAIN: and this password.")
  private @Nullable String plainPassword;

  @Option(
      names = "--plain-server",
      order = 1,
      paramLabel = "USER:SECRET",
      description =
          "Security PLAIN: let in who knows this password of this user; may be repeated. A file has"
              + " one USER:SECRET in each line.")
  private List<String> plainServer = List.of();

  @Option(
      names = "--curve-server",
      order = 1,
      description = "Security CURVE: be the server, with the keys of --curve-public and -secret.")
  private boolean curveServer;

  @Option(
      names = "--curve-public",
      order = 1,
      paramLabel = "KEY",
      description = "Security CURVE: the public key of this side, in Z85; see zmtp-cli keygen.")
  private @Nullable String curvePublic;

  @Option(
      names = "--curve-secret",
      order = 1,
      paramLabel = "SECRET",
      description = "Security CURVE: the secret key that belongs to it, in Z85.")
  private @Nullable String curveSecret;

  @Option(
      names = "--curve-server-key",
      order = 1,
      paramLabel = "KEY",
      description =
          "Security CURVE: be a client of the server with this public key. Without --curve-public"
              + " and -secret with new keys.")
  private @Nullable String curveServerKey;

  @Option(
      names = "--curve-allow",
      order = 1,
      paramLabel = "KEY",
      description =
          "Security CURVE: let in the client with this public key; may be repeated. Default: any"
              + " client.")
  private List<String> curveAllow = List.of();

  /**
   * Gives a socket its mechanism.
   *
   * @throws IllegalArgumentException if the options do not go together
   */
  <S extends SocketSpec<S, ?>> S apply(S spec) {
    checkTogether();
    return isClient() ? client(spec) : server(spec);
  }

  /**
   * The same for one of several sockets: those that bind are servers and those that connect are
   * clients, if there are options of both kinds.
   *
   * @throws IllegalArgumentException if the options do not go together
   */
  <S extends SocketSpec<S, ?>> S apply(S spec, boolean connects) {
    checkMechanism();
    if (isClient() && isServer()) {
      return connects ? client(spec) : server(spec);
    }
    return isClient() ? client(spec) : server(spec);
  }

  private void checkTogether() {
    checkMechanism();
    if (isClient() && isServer()) {
      throw new IllegalArgumentException(
          isPlain()
              ? "a socket is a client of PLAIN (--plain-username, --plain-password) or a server"
                  + " (--plain-server), not both"
              : "a socket is a client of CURVE (--curve-server-key) or a server (--curve-server,"
                  + " --curve-allow), not both");
    }
  }

  private void checkMechanism() {
    if (isPlain() && isCurve()) {
      throw new IllegalArgumentException(
          "a socket has one security mechanism: give --plain-... or --curve-... options, not both");
    }
    if ((plainUsername == null) != (plainPassword == null)) {
      throw new IllegalArgumentException(
          "a client of PLAIN needs both --plain-username and --plain-password");
    }
    if ((curvePublic == null) != (curveSecret == null)) {
      throw new IllegalArgumentException(
          "half a key pair: give both --curve-public and --curve-secret; zmtp-cli keygen makes a"
              + " pair");
    }
    if (!curveAllow.isEmpty() && !curveServer) {
      throw new IllegalArgumentException("--curve-allow is for a server: give --curve-server too");
    }
    if (curveServer && curveSecret == null) {
      throw new IllegalArgumentException(
          "--curve-server needs its keys: give --curve-public and --curve-secret; zmtp-cli keygen"
              + " makes a pair");
    }
    if (curveSecret != null && !isClient() && !isServer()) {
      throw new IllegalArgumentException(
          "--curve-public and --curve-secret are the keys of either side: give --curve-server to be"
              + " the server, or --curve-server-key to be a client");
    }
  }

  private boolean isPlain() {
    return plainUsername != null || plainPassword != null || !plainServer.isEmpty();
  }

  private boolean isCurve() {
    return curveServer
        || curvePublic != null
        || curveSecret != null
        || curveServerKey != null
        || !curveAllow.isEmpty();
  }

  private boolean isClient() {
    return plainUsername != null || curveServerKey != null;
  }

  private boolean isServer() {
    return !plainServer.isEmpty() || curveServer;
  }

  private <S extends SocketSpec<S, ?>> S client(S spec) {
    if (plainUsername != null && plainPassword != null) {
      return spec.plain(
          Secret.value("--plain-username", plainUsername),
          Secret.value("--plain-password", plainPassword));
    }
    return curveServerKey == null
        ? spec
        : spec.curve(
            curveSecret == null ? CurveKeyPair.generate() : ownKeys(),
            publicKey("--curve-server-key", curveServerKey));
  }

  private <S extends SocketSpec<S, ?>> S server(S spec) {
    if (!plainServer.isEmpty()) {
      return spec.plainServer(ZapAuthenticator.passwords(users()));
    }
    return curveServer ? spec.curveServer(ownKeys(), allowed()) : spec;
  }

  private Map<String, String> users() {
    Map<String, String> users = new LinkedHashMap<>();
    for (String given : plainServer) {
      for (String user : Secret.values("--plain-server", given)) {
        int colon = user.indexOf(':');
        if (colon < 0) { // and it may be a password
          throw new IllegalArgumentException(
              "--plain-server: there is no ':' between user and password; right is USER:SECRET");
        }
        String password = user.substring(colon + 1);
        users.put(
            user.substring(0, colon),
            Secret.isElsewhere(given) ? password : Secret.value("--plain-server", password));
      }
    }
    return users;
  }

  private CurveKeyPair ownKeys() {
    if (curvePublic == null || curveSecret == null) {
      throw new IllegalArgumentException("give both --curve-public and --curve-secret");
    }
    CurvePublicKey publicKey = publicKey("--curve-public", curvePublic);
    CurveKeyPair keys;
    try {
      keys = CurveKeyPair.ofSecretKey(Secret.key("--curve-secret", curveSecret, "secret"));
    } catch (IllegalArgumentException wrong) {
      throw named("--curve-secret", wrong);
    }
    if (!keys.publicKey().equals(publicKey)) {
      throw new IllegalArgumentException(
          "--curve-public is not the public key of --curve-secret, which is " + keys.publicKey());
    }
    return keys;
  }

  private ZapAuthenticator allowed() {
    if (curveAllow.isEmpty()) {
      return ZapAuthenticator.anyKey();
    }
    Set<CurvePublicKey> keys = new LinkedHashSet<>();
    for (String given : curveAllow) {
      keys.add(publicKey("--curve-allow", given));
    }
    return ZapAuthenticator.publicKeys(keys);
  }

  private static CurvePublicKey publicKey(String option, String given) {
    try {
      return CurvePublicKey.of(Secret.key(option, given, "public"));
    } catch (IllegalArgumentException wrong) {
      throw named(option, wrong);
    }
  }

  /** With the option it is about. */
  private static IllegalArgumentException named(String option, IllegalArgumentException wrong) {
    String said = String.valueOf(wrong.getMessage());
    return said.startsWith(option)
        ? wrong
        : new IllegalArgumentException(option + ": " + said, wrong);
  }
}

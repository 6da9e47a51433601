package reactor.zmtp.option;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.ZapAuthenticator;

/** The security mechanism of a socket, and this side's part in it. */
public sealed interface Security {

  /**
   * What judges peers.
   *
   * @return the authenticator, or null if whoever gets through the mechanism is let in
   */
  default @Nullable ZapAuthenticator authenticator() {
    return null;
  }

  /**
   * What tells who a peer is where nothing judges it.
   *
   * @return an authenticator that lets in everybody, or null if the mechanism does not know
   */
  default @Nullable ZapAuthenticator identifier() {
    return null;
  }

  /**
   * Whether this side judges its peers.
   *
   * @return false for the client of a mechanism that has a server
   */
  default boolean authenticates() {
    return true;
  }

  /** No security: NULL. */
  record None() implements Security {}

  /**
   * The client of PLAIN.
   *
   * @param username at most 255 bytes of UTF-8
   * @param password at most 255 bytes of UTF-8
   */
  record PlainClient(String username, String password) implements Security {

    @Override
    public boolean authenticates() {
      return false;
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "PlainClient[" + username + "]";
    }
  }

  /**
   * The server of PLAIN.
   *
   * @param authenticator judges its clients
   */
  record PlainServer(ZapAuthenticator authenticator) implements Security {}

  /**
   * The client of CURVE.
   *
   * @param own its own keys
   * @param server the public key of its server
   */
  record CurveClient(CurveKeyPair own, CurvePublicKey server) implements Security {

    @Override
    public boolean authenticates() {
      return false;
    }
  }

  /**
   * The server of CURVE.
   *
   * @param own its own keys
   * @param authenticator judges its clients; null lets in any
   */
  record CurveServer(CurveKeyPair own, @Nullable ZapAuthenticator authenticator)
      implements Security {}

  /**
   * The client of GSSAPI.
   *
   * @param client whom it wants to talk to, and who it is
   */
  record GssapiClient(GssClient client) implements Security {

    @Override
    public boolean authenticates() {
      return false;
    }
  }

  /**
   * The server of GSSAPI.
   *
   * @param server who it is
   * @param authenticator judges its clients; null lets in who has a ticket
   */
  record GssapiServer(GssServer server, @Nullable ZapAuthenticator authenticator)
      implements Security {

    @Override
    public ZapAuthenticator identifier() {
      return ZapAuthenticator.anyPrincipal();
    }
  }
}

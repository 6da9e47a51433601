package reactor.zmtp.option;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.CurvePublicKey;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.ZapAuthenticator;

/** Security mechanism of a socket, and this side's part in it. */
public sealed interface Security {

  /** Authenticates peers; null if whoever gets through the mechanism is let in. */
  default @Nullable ZapAuthenticator authenticator() {
    return null;
  }

  /**
   * Names a peer where nothing authenticates it, and lets in everybody; null if the mechanism does
   * not know who a peer is.
   */
  default @Nullable ZapAuthenticator identifier() {
    return null;
  }

  /** False for the client of a mechanism that has a server. */
  default boolean authenticates() {
    return true;
  }

  record None() implements Security {}

  record PlainClient(String username, String password) implements Security {

    @Override
    public boolean authenticates() {
      return false;
    }

    /** Leaves out the password. */
    @Override
    public String toString() {
      return "PlainClient[" + username + "]";
    }
  }

  record PlainServer(ZapAuthenticator authenticator) implements Security {}

  record CurveClient(CurveKeyPair own, CurvePublicKey server) implements Security {

    @Override
    public boolean authenticates() {
      return false;
    }
  }

  /** Without an authenticator it lets in any client. */
  record CurveServer(CurveKeyPair own, @Nullable ZapAuthenticator authenticator)
      implements Security {}

  record GssapiClient(GssClient client) implements Security {

    @Override
    public boolean authenticates() {
      return false;
    }
  }

  /** Without an authenticator it lets in any client that has a ticket. */
  record GssapiServer(GssServer server, @Nullable ZapAuthenticator authenticator)
      implements Security {

    @Override
    public ZapAuthenticator identifier() {
      return ZapAuthenticator.anyPrincipal();
    }
  }
}

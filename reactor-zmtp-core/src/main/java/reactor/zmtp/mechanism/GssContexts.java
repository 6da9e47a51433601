package reactor.zmtp.mechanism;

import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import org.ietf.jgss.GSSContext;
import org.ietf.jgss.GSSCredential;
import org.ietf.jgss.GSSException;
import org.ietf.jgss.GSSManager;
import org.ietf.jgss.GSSName;
import org.ietf.jgss.Oid;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssName;
import reactor.zmtp.security.GssServer;

/**
 * Source of one side's security contexts. Everything here may block: it reads files, resolves names
 * and talks to the KDC.
 */
public interface GssContexts {

  /** A context yet to be established; fails without credentials or with a malformed name. */
  GSSContext create() throws GSSException;

  /**
   * Takes one step with the token that the peer sent last, which is empty at first. Returns the
   * token to send; none if empty or null.
   */
  byte @Nullable [] step(GSSContext context, byte[] token) throws GSSException;

  /**
   * Contexts of a client. libzmq asks for mutual authentication and for replays to be found, and
   * MIT's Kerberos adds encryption and integrity by itself; the order of messages is asked for
   * besides.
   */
  static GssContexts initiator(GssClient client) {
    return new GssContexts() {
      @Override
      public GSSContext create() throws GSSException {
        return as(client.subject(), () -> initiate(client));
      }

      @Override
      public byte @Nullable [] step(GSSContext context, byte[] token) throws GSSException {
        return as(client.subject(), () -> context.initSecContext(token, 0, token.length));
      }
    };
  }

  static GssContexts acceptor(GssServer server) {
    return new GssContexts() {
      @Override
      public GSSContext create() throws GSSException {
        return as(server.subject(), () -> accept(server));
      }

      @Override
      public byte @Nullable [] step(GSSContext context, byte[] token) throws GSSException {
        return as(server.subject(), () -> context.acceptSecContext(token, 0, token.length));
      }
    };
  }

  private static GSSContext initiate(GssClient client) throws GSSException {
    GSSManager manager = GSSManager.getInstance();
    Oid kerberos = kerberos();
    GSSCredential own = client.credential();
    GssName principal = client.principal();
    if (own == null && principal != null) {
      own =
          manager.createCredential(
              name(manager, principal),
              GSSCredential.DEFAULT_LIFETIME,
              kerberos,
              GSSCredential.INITIATE_ONLY);
    }
    GSSContext context =
        manager.createContext(
            name(manager, client.service()), kerberos, own, GSSContext.DEFAULT_LIFETIME);
    context.requestMutualAuth(true);
    context.requestReplayDet(true);
    context.requestSequenceDet(true);
    context.requestInteg(true);
    context.requestConf(true);
    return context;
  }

  private static GSSContext accept(GssServer server) throws GSSException {
    GSSManager manager = GSSManager.getInstance();
    GSSCredential own = server.credential();
    if (own == null) {
      GssName principal = server.principal();
      own =
          manager.createCredential(
              principal == null ? null : name(manager, principal),
              GSSCredential.INDEFINITE_LIFETIME,
              kerberos(),
              GSSCredential.ACCEPT_ONLY);
    }
    return manager.createContext(own);
  }

  private static GSSName name(GSSManager manager, GssName name) throws GSSException {
    Oid type =
        switch (name.type()) {
          case HOST_BASED -> GSSName.NT_HOSTBASED_SERVICE;
          case USER -> GSSName.NT_USER_NAME;
          case KERBEROS_PRINCIPAL -> new Oid("1.2.840.113554.1.2.2.1");
        };
    return manager.createName(name.text(), type, kerberos());
  }

  /** Kerberos v5 (RFC 4121), which is what libzmq is built with. */
  private static Oid kerberos() throws GSSException {
    return new Oid("1.2.840.113554.1.2.2");
  }

  private static <V extends @Nullable Object> V as(
      @Nullable Subject subject, PrivilegedExceptionAction<V> action) throws GSSException {
    try {
      return subject == null ? action.run() : Subject.doAs(subject, action);
    } catch (PrivilegedActionException e) {
      throw unwrapped(e.getException());
    } catch (Exception e) {
      throw unwrapped(e);
    }
  }

  private static GSSException unwrapped(Exception e) {
    if (e instanceof GSSException gss) {
      return gss;
    }
    if (e instanceof RuntimeException fault) {
      throw fault;
    }
    throw new IllegalStateException(e);
  }
}

package reactor.zmtp.connection;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.zmtp.fuzz.Check;
import reactor.zmtp.fuzz.Input;
import reactor.zmtp.mechanism.GssapiClient;
import reactor.zmtp.mechanism.GssapiServer;
import reactor.zmtp.mechanism.KeyedGss;
import reactor.zmtp.mechanism.KeyedGss.Fault;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.option.Security;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;
import reactor.zmtp.wire.Metadata;

/**
 * Both sides of GSSAPI without a KDC. The first five bytes of an input tell whether the own side is
 * in plaintext, whether the peer differs, how many tokens it takes, what goes wrong on the own
 * side, and who judges the client; then comes its script.
 */
final class GssapiSides implements HandshakeScript.Sides {

  private final boolean server;
  private final boolean plaintext;
  private final boolean peerPlaintext;
  private final int rounds;
  private final Fault fault;
  private final @Nullable ZapAuthenticator authenticator;
  private KeyedGss gss;

  private GssapiSides(boolean server, Input input) {
    this.server = server;
    this.plaintext = input.next(2) == 1;
    this.peerPlaintext = plaintext ^ input.next(2) == 1;
    this.rounds = 1 + input.next(2);
    this.fault = input.oneOf(Fault.values());
    this.authenticator =
        switch (input.next(4)) {
          case 0 -> null;
          case 1 -> ZapAuthenticator.principals(Set.of("ann@ZMTP.TEST"));
          case 2 -> ZapAuthenticator.principals(Set.of("bob@ZMTP.TEST"));
          default -> request -> Mono.just(ZapReply.refused(300, "later"));
        };
    this.gss = gss(server, fault);
  }

  /** Plays an input against the server, or against the client. */
  static void play(boolean server, byte[] bytes) {
    Input input = new Input(bytes);
    HandshakeScript.play(new GssapiSides(server, input), input.rest());
  }

  private KeyedGss gss(boolean ofServer, Fault its) {
    return ofServer ? KeyedGss.server(rounds, its) : KeyedGss.client(rounds, its);
  }

  @Override
  public Mechanism own(Metadata own) {
    gss = gss(server, fault);
    return server ? new GssapiServer(own, gss, plaintext) : new GssapiClient(own, gss, plaintext);
  }

  @Override
  public Mechanism peer(Metadata own) {
    KeyedGss theirs = gss(!server, fault == Fault.ENDLESS ? fault : Fault.NONE);
    return server
        ? new GssapiClient(own, theirs, peerPlaintext)
        : new GssapiServer(own, theirs, peerPlaintext);
  }

  @Override
  public Options options(Options options) {
    return server
        ? options.with(
            Option.SECURITY, new Security.GssapiServer(GssServer.create(), authenticator))
        : options;
  }

  @Override
  public boolean isEncrypted() {
    return !plaintext;
  }

  /** Each token, and what is wrapped; without an end nobody succeeds. */
  @Override
  public int leastSaid() {
    boolean never =
        switch (fault) {
          case NONE -> false;
          case NOT_MUTUAL -> !server;
          case NOT_CONFIDENTIAL -> !plaintext;
          case BUSY -> !server || rounds > 1;
          default -> true;
        };
    return never ? Integer.MAX_VALUE : plaintext ? rounds : rounds + 1;
  }

  @Override
  public boolean isBusy() {
    return gss.isBusy();
  }

  @Override
  public void end() {
    Check.that(gss.isDisposed(), "its context is disposed of");
  }
}

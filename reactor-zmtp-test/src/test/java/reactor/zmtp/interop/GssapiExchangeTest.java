package reactor.zmtp.interop;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.security.GssClient;
import reactor.zmtp.security.GssName;
import reactor.zmtp.security.GssServer;
import reactor.zmtp.security.Kdc;
import reactor.zmtp.watch.Anywhere;

/**
 * A thousand messages of 1 to 3 frames of 0 to 100,000 bytes in both directions at once, under
 * GSSAPI with libzmq and a KDC, encrypted and not, in both roles, bind and connect on either side
 * (test_valid_creds of libzmq's test_security_gssapi).
 */
@Tag("full")
@Timeout(180)
class GssapiExchangeTest extends Exchange {

  private static final int MESSAGES = 1_000;

  @RegisterExtension static final Kdc KDC = new Kdc();

  @ParameterizedTest(name = "plaintext {0}, we are the server: {1}, we bind: {2}")
  @CsvSource({
    "false, false, false",
    "false, false, true",
    "false, true, false",
    "false, true, true",
    "true, false, false",
    "true, true, true"
  })
  void allThatIsSentArrivesEqual(boolean plaintext, boolean weServe, boolean weBind) {
    PairSpec spec = ours(plaintext, weServe).doOnEvent(events);
    if (weBind) {
      PairSocket pair = open(spec.bind(Anywhere.endpoint()));
      try (Foreign foreign = libzmq("connect", address(pair), plaintext, !weServe)) {
        finish(exchange(pair, MESSAGES), foreign);
      }
    } else {
      try (Foreign foreign = libzmq("bind", Anywhere.endpoint(), plaintext, !weServe)) {
        finish(exchange(open(spec.connect(foreign.endpoint())), MESSAGES), foreign);
      }
    }
  }

  private PairSpec ours(boolean plaintext, boolean server) {
    GssName service = GssName.hostBased(Kdc.SERVICE);
    return server
        ? zmq.pair().gssapiServer(GssServer.of(service).subject(KDC.service()).plaintext(plaintext))
        : zmq.pair().gssapi(GssClient.of(service).subject(KDC.user("ann")).plaintext(plaintext));
  }

  private static Foreign libzmq(String side, String endpoint, boolean plaintext, boolean server) {
    List<String> options = new ArrayList<>();
    options.add("GSSAPI_PLAINTEXT=" + (plaintext ? 1 : 0));
    if (server) {
      options.add("GSSAPI_SERVER=1");
      options.add("GSSAPI_PRINCIPAL=" + Kdc.SERVICE);
    } else {
      options.add("GSSAPI_SERVICE_PRINCIPAL=" + Kdc.SERVICE);
      options.add("GSSAPI_PRINCIPAL=ann");
      options.add("GSSAPI_PRINCIPAL_NAMETYPE=1"); // a user
    }
    return LibzmqForeign.start(
        KDC.environment(), "PAIR", side, endpoint, MESSAGES, options.toArray(String[]::new));
  }
}

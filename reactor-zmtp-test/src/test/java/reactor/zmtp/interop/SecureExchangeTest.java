package reactor.zmtp.interop;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.core.publisher.Flux;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.watch.Anywhere;

/**
 * Two thousand messages of 1 to 3 frames of 0 to 100,000 bytes in both directions at once, under
 * PLAIN and CURVE with each of the other implementations, in both roles, bind and connect on either
 * side (libzmq's test_security_plain and test_security_curve, of which it is the part that
 * succeeds).
 */
@Timeout(180)
class SecureExchangeTest extends Exchange {

  private static final int MESSAGES = 2_000;

  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();
  private static final String USER = "user";
  private static final String PASSWORD = "password";

  enum Mechanism {
    PLAIN,
    CURVE
  }

  enum Role {
    CLIENT,
    SERVER
  }

  static List<Arguments> all() {
    return Flux.fromArray(Implementation.values())
        .flatMap(them -> Flux.fromArray(Mechanism.values()).map(m -> List.of(them, m)))
        .flatMap(l -> Flux.fromArray(Role.values()).map(r -> List.of(l.get(0), l.get(1), r)))
        .flatMap(
            l -> Flux.just(true, false).map(b -> Arguments.of(l.get(0), l.get(1), l.get(2), b)))
        .collectList()
        .block();
  }

  @ParameterizedTest(name = "{1} with {0}, we are the {2}, we bind: {3}")
  @MethodSource("all")
  void allThatIsSentArrivesEqual(
      Implementation them, Mechanism mechanism, Role ourRole, boolean weBind) {
    PairSpec spec = ours(mechanism, ourRole).doOnEvent(events);
    Role theirRole = ourRole == Role.CLIENT ? Role.SERVER : Role.CLIENT;
    if (weBind) {
      PairSocket pair = open(spec.bind(Anywhere.endpoint()));
      try (Foreign foreign = connected(them, mechanism, theirRole, address(pair))) {
        finish(exchange(pair, MESSAGES), foreign);
      }
    } else {
      try (Foreign foreign = bound(them, mechanism, theirRole)) {
        finish(exchange(open(spec.connect(foreign.endpoint())), MESSAGES), foreign);
      }
    }
  }

  private PairSpec ours(Mechanism mechanism, Role role) {
    if (mechanism == Mechanism.PLAIN) {
      return role == Role.CLIENT
          ? zmq.pair().plain(USER, PASSWORD)
          : zmq.pair().plainServer(ZapAuthenticator.passwords(Map.of(USER, PASSWORD)));
    }
    return role == Role.CLIENT
        ? zmq.pair().curve(CLIENT, SERVER.publicKey())
        : zmq.pair().curveServer(SERVER, ZapAuthenticator.publicKeys(Set.of(CLIENT.publicKey())));
  }

  private static Foreign bound(Implementation them, Mechanism mechanism, Role role) {
    if (them == Implementation.LIBZMQ) {
      return LibzmqForeign.start(
          "PAIR", "bind", Anywhere.endpoint(), MESSAGES, libzmq(mechanism, role));
    }
    return JeroMqForeign.start(
        "PAIR",
        (context, socket) -> {
          secure(context, socket, mechanism, role);
          socket.bind("tcp://127.0.0.1:*");
        },
        MESSAGES);
  }

  private Foreign connected(Implementation them, Mechanism mechanism, Role role, String endpoint) {
    if (them == Implementation.LIBZMQ) {
      return LibzmqForeign.start("PAIR", "connect", endpoint, MESSAGES, libzmq(mechanism, role));
    }
    BooleanSupplier joined = () -> events.count(HandshakeSucceeded.class) > 0;
    return JeroMqForeign.start(
        "PAIR",
        (context, socket) -> {
          secure(context, socket, mechanism, role);
          JeroMqForeign.connect(context, socket, endpoint, joined);
        },
        MESSAGES);
  }

  private static String[] libzmq(Mechanism mechanism, Role role) {
    if (mechanism == Mechanism.PLAIN) {
      return role == Role.CLIENT
          ? new String[] {"PLAIN_USERNAME=" + USER, "PLAIN_PASSWORD=" + PASSWORD}
          : new String[] {"PLAIN_SERVER=1"};
    }
    return role == Role.CLIENT
        ? new String[] {
          "CURVE_PUBLICKEY=" + CLIENT.publicKey(),
          "CURVE_SECRETKEY=" + CLIENT.secretKeyZ85(),
          "CURVE_SERVERKEY=" + SERVER.publicKey()
        }
        : new String[] {"CURVE_SERVER=1", "CURVE_SECRETKEY=" + SERVER.secretKeyZ85()};
  }

  private static void secure(ZContext context, ZMQ.Socket socket, Mechanism mechanism, Role role) {
    // Its receiver hands out what is still encrypted when its queue is full (its issue 1009).
    socket.setRcvHWM(0);
    if (role == Role.SERVER) {
      JeroMqZap.welcomeAll(context);
      if (mechanism == Mechanism.PLAIN) {
        socket.setPlainServer(true);
      } else {
        socket.setCurveServer(true);
        socket.setCurvePublicKey(SERVER.publicKey().bytes());
        socket.setCurveSecretKey(SERVER.secretKey());
      }
    } else if (mechanism == Mechanism.PLAIN) {
      socket.setPlainUsername(USER);
      socket.setPlainPassword(PASSWORD);
    } else {
      socket.setCurvePublicKey(CLIENT.publicKey().bytes());
      socket.setCurveSecretKey(CLIENT.secretKey());
      socket.setCurveServerKey(SERVER.publicKey().bytes());
    }
  }
}

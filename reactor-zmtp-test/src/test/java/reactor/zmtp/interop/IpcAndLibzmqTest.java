package reactor.zmtp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.zmtp.IpcProcess;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.security.ZapAuthenticator;
import reactor.zmtp.security.ZapReply;

/** libzmq at the other end of a Unix domain socket, in a process of its own. */
@Timeout(120)
class IpcAndLibzmqTest extends Exchange {

  private static final int MESSAGES = 500;
  private static final CurveKeyPair SERVER = CurveKeyPair.generate();
  private static final CurveKeyPair CLIENT = CurveKeyPair.generate();

  @TempDir Path folder;

  private String endpoint() {
    return "ipc://" + folder.resolve("pair");
  }

  @ParameterizedTest(name = "we bind: {0}, CURVE: {1}")
  @CsvSource({"true, false", "true, true", "false, false", "false, true"})
  void allThatIsSentArrivesEqual(boolean weBind, boolean curve) {
    PairSpec spec = curve ? secured(weBind) : zmq.pair();
    String[] options = curve ? theirs(weBind) : new String[0];
    if (weBind) {
      PairSocket pair = open(spec.doOnEvent(events).bind(endpoint()));
      try (Foreign foreign =
          LibzmqForeign.start("PAIR", "connect", endpoint(), MESSAGES, options)) {
        finish(exchange(pair, MESSAGES), foreign);
      }
    } else {
      try (Foreign foreign = LibzmqForeign.start("PAIR", "bind", "ipc://*", MESSAGES, options)) {
        finish(
            exchange(open(spec.doOnEvent(events).connect(foreign.endpoint())), MESSAGES), foreign);
      }
    }
  }

  private PairSpec secured(boolean server) {
    return server
        ? zmq.pair().curveServer(SERVER, ZapAuthenticator.anyKey())
        : zmq.pair().curve(CLIENT, SERVER.publicKey());
  }

  private static String[] theirs(boolean client) {
    return client
        ? new String[] {
          "CURVE_PUBLICKEY=" + CLIENT.publicKey(),
          "CURVE_SECRETKEY=" + CLIENT.secretKeyZ85(),
          "CURVE_SERVERKEY=" + SERVER.publicKey()
        }
        : new String[] {"CURVE_SERVER=1", "CURVE_SECRETKEY=" + SERVER.secretKeyZ85()};
  }

  @Test
  void theirProcessIsTold() {
    PullSocket pull =
        open(
            zmq.pull()
                .authenticator(
                    request -> Mono.just(ZapReply.accepted(request.address().toString())))
                .bind(endpoint()));
    LibzmqProcess libzmq =
        LibzmqProcess.start(
            """
            push = socket("PUSH", connect=sys.argv[1])
            push.send_string(str(os.getpid()))
            ask()
            """,
            endpoint());
    keep(libzmq::close);

    ZmqMessage pid = await(pull.receive().next());

    assertThat(pid.peer().address()).isInstanceOf(IpcProcess.class);
    if (((IpcProcess) pid.peer().address()).user() == null) {
      assertThat(pid.peer().userId()).endsWith("pid " + pid.text(0));
    }
  }

  /** What ZAP handlers of libzmq are told of a process, ours tell, too. */
  @Test
  void theyTellTheirAuthenticatorsOfUsAsWeTellOurs() {
    try (LibzmqProcess libzmq =
        LibzmqProcess.start(
            """
            pull = context.socket(zmq.PULL)
            listen(pull, "ipc://*")
            say(pull.recv(copy=False).get("Peer-Address"))
            """)) {
      PushSocket push = open(zmq.push().connect(await(libzmq.line())));
      await(push.send(ZmqMessage.of("who am I?")));

      assertThat(await(libzmq.line()))
          .matches("localhost:\\d+:\\d+:" + ProcessHandle.current().pid());
    }
  }

  @Test
  void whatTheyLeaveBehindWhenTheyAreKilledIsReplaced() {
    LibzmqProcess libzmq =
        LibzmqProcess.start("socket('PULL', bind=sys.argv[1])\nask()", endpoint());
    keep(libzmq::close);
    assertThat(await(libzmq.line())).isEqualTo(endpoint());
    libzmq.close();
    await(libzmq.end().onErrorResume(killed -> Mono.empty()));
    assertThat(folder.resolve("pair")).exists();

    PullSocket pull = open(zmq.pull().bind(endpoint()));

    await(open(zmq.push().connect(endpoint())).send(ZmqMessage.of("mine")));
    assertThat(await(pull.receive().next()).text(0)).isEqualTo("mine");
  }
}

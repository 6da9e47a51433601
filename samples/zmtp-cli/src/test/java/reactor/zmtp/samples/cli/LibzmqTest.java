package reactor.zmtp.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.security.CurveKeyPair;

/** Each command with libzmq's socket on the other side. */
class LibzmqTest {

  private static final String ANY = "tcp://127.0.0.1:*";
  private static final String ECHO = "s.send_multipart(s.recv_multipart())";

  @BeforeEach
  void assumePresent() {
    Libzmq.assumePresent();
  }

  @Test
  void reqAsksItsRep() {
    CliRun req = CliRun.startWith("a\tb\n", "req", "-b", ANY);
    Libzmq rep = Libzmq.connect("REP", req.bound(), ECHO);

    assertThat(req.done().out()).containsExactly("a\tb");
    rep.done();
  }

  @Test
  void repAnswersItsReq() {
    CliRun rep = CliRun.start("rep", "--echo", "-b", ANY, "-n", "1");
    Libzmq req =
        Libzmq.connect(
            "REQ",
            rep.bound(),
            "s.send_multipart([b'a', b'']); assert s.recv_multipart() == [b'a', b'']");

    req.done();
    assertThat(rep.done().out()).containsExactly("a\t");
  }

  @Test
  void dealerTalksToItsRouter() {
    CliRun dealer = CliRun.startWith("a\n", "dealer", "--identity", "me", "-b", ANY, "-n", "1");
    Libzmq router =
        Libzmq.connect(
            "ROUTER",
            dealer.bound(),
            "m = s.recv_multipart(); assert m == [b'me', b'a']; s.send_multipart([b'me', b'b'])");

    assertThat(dealer.done().out()).containsExactly("b");
    router.done();
  }

  @Test
  void routerEchoesToItsDealer() {
    // A random routing id may have a line break in it, which would break the line.
    CliRun router = CliRun.start("router", "--echo", "--hex", "-b", ANY, "-n", "1");
    Libzmq dealer =
        Libzmq.connect(
            "DEALER",
            router.bound(),
            "s.send_multipart([b'a', b'b']); assert s.recv_multipart() == [b'a', b'b']");

    dealer.done();
    assertThat(router.done().out().get(0)).endsWith("\t61\t62");
  }

  @Test
  void pubPublishesToItsSub() {
    CliRun pub = CliRun.startWith("b\na\n", "pub", "-b", ANY, "--await", "a");
    Libzmq sub = Libzmq.connect("SUB", pub.bound(), "s.subscribe('a'); assert s.recv() == b'a'");

    sub.done();
    pub.done();
  }

  @Test
  void subSubscribesToItsPublisher() {
    CliRun sub = CliRun.start("sub", "-s", "a", "-b", ANY, "-n", "1");
    Libzmq xpub =
        Libzmq.connect(
            "XPUB", sub.bound(), "assert s.recv() == b'\\x01a'; s.send(b'b'); s.send(b'a')");

    assertThat(sub.done().out()).containsExactly("a");
    xpub.done();
  }

  @Test
  void xpubPrintsTheSubscriptionsOfItsSub() {
    CliRun xpub = CliRun.start("xpub", "--hex", "-b", ANY, "-n", "2");
    Libzmq sub =
        Libzmq.connect(
            "SUB",
            xpub.bound(),
            "connected.recv_multipart(); s.subscribe('a'); s.unsubscribe('a')");

    assertThat(xpub.done().out()).containsExactly("0161", "0061");
    sub.done();
  }

  @Test
  void aCurveServerLetsInItsClient() {
    CurveKeyPair server = CurveKeyPair.generate();
    CurveKeyPair client = CurveKeyPair.generate();
    CliRun pull =
        CliRun.start(
            "pull",
            "-b",
            ANY,
            "-n",
            "1",
            "--curve-server",
            "--curve-public",
            server.publicKey().toZ85(),
            "--curve-secret",
            server.secretKeyZ85(),
            "--curve-allow",
            client.publicKey().toZ85());
    Libzmq push =
        Libzmq.connect(
            "PUSH",
            pull.bound(),
            "s.curve_serverkey = b'%s'; s.curve_publickey = b'%s'; s.curve_secretkey = b'%s'"
                .formatted(server.publicKey(), client.publicKey(), client.secretKeyZ85()),
            "s.send(b'a')");

    assertThat(pull.done().out()).containsExactly("a");
    push.done();
  }

  @Test
  void aCurveClientIsLetInByItsServer() {
    CurveKeyPair server = CurveKeyPair.generate();
    CliRun push =
        CliRun.start(
            "push", "-b", ANY, "-m", "a", "--curve-server-key", server.publicKey().toZ85());
    Libzmq pull =
        Libzmq.connect(
            "PULL",
            push.bound(),
            "s.curve_server = 1; s.curve_secretkey = b'%s'".formatted(server.secretKeyZ85()),
            "assert s.recv() == b'a'");

    push.done();
    pull.done();
  }

  @Test
  void xsubSendsItsSubscriptionsAsMessages() {
    CliRun xsub = CliRun.start("xsub", "-s", "a", "-b", ANY, "-n", "1");
    Libzmq xpub =
        Libzmq.connect("XPUB", xsub.bound(), "assert s.recv() == b'\\x01a'; s.send(b'a')");

    assertThat(xsub.done().out()).containsExactly("a");
    xpub.done();
  }
}

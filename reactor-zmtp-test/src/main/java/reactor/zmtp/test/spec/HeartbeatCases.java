package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.frameHeader;
import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.ping;
import static reactor.zmtp.test.ZmtpBytes.pong;
import static reactor.zmtp.test.spec.FramingCases.repeated;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.IntStream;
import reactor.zmtp.test.ZmtpFrame;
import reactor.zmtp.test.spec.Security.Mechanism;

/** PING and PONG, and who is lost without them. */
final class HeartbeatCases extends SpecGroup {

  private static final String BEAT = "RFC 37 Connection Heartbeating";
  private static final String SECURITY = "RFC 37 Security Considerations";
  private static final byte[] CONTEXT = hex("00ff0a000102030405060708090a0b0c");

  HeartbeatCases() {
    super("HB", "Heartbeats");
    answers();
    timeToLive();
    asks();
    outOfPlace();
  }

  private void answers() {
    shall(
        1,
        "PING is answered by PONG",
        BEAT,
        pull().send("04 07 04 50494e47 0000").expects("04 05 04 504f4e47"));
    shall(
        2,
        "PONG has the context of PING",
        BEAT,
        pull().send(ping(0, CONTEXT)).told("PONG", CONTEXT));
    shall(
        3,
        "Each PING is answered, in order",
        BEAT,
        pull()
            .step(
                "PING 15 times",
                s -> {
                  byte[][] pings =
                      IntStream.rangeClosed(1, 15)
                          .mapToObj(n -> ping(0, Arrays.copyOf(CONTEXT, n)))
                          .toArray(byte[][]::new);
                  s.peer().send(concat(pings));
                  for (int n = 1; n <= 15; n++) {
                    s.command("PONG", Arrays.copyOf(CONTEXT, n));
                  }
                }));
    must(
        4,
        "A context of 17 octets is refused, or cut to 16",
        BEAT,
        pull()
            .send(ping(0, new byte[17]))
            .step(
                "16 octets, or closed",
                s -> {
                  ZmtpFrame frame = s.next(s.peer(), s.patience);
                  if (frame != null && frame.commandData().length > 16) {
                    throw new Failed("right: a context of at most 16 octets; came: " + frame);
                  }
                  s.note(frame == null ? "closed" : "cut");
                }));
    open(
        5,
        "A PING without a time to live is refused or ignored",
        BEAT,
        withoutTtl("04 05 04 50494e47"),
        withoutTtl("04 06 04 50494e47 00"));
  }

  private static Scenario withoutTtl(String octets) {
    return pull()
        .send(octets)
        .step(
            "no octets of other memory come",
            s -> {
              ZmtpFrame frame = s.next(s.peer(), Scene.MOMENT);
              if (frame != null && frame.commandData().length > 0) {
                throw new Failed("right: nothing, or an empty PONG; came: " + frame);
              }
            });
  }

  private void timeToLive() {
    should(
        6,
        "Who is silent longer than its time to live is closed",
        BEAT,
        pull()
            .step(
                "closed 0.5 s after a PING",
                s -> {
                  s.peer();
                  long start = System.nanoTime();
                  s.peer().send(ping(5, new byte[0]));
                  s.closes(s.patience.plusMillis(500));
                  long millis = (System.nanoTime() - start) / 1_000_000;
                  if (millis < 450) {
                    throw new Failed("right: closed after 500 ms; it was after " + millis);
                  }
                }));
    should(
        7,
        "Messages renew the time to live",
        BEAT,
        pull()
            .leavesMessages()
            .send(ping(8, new byte[0]))
            .toldAny("PONG")
            .step(
                "a message now and then",
                s -> {
                  for (int i = 0; i < 12; i++) {
                    s.peer().send(last("x"));
                    Thread.sleep(150);
                  }
                })
            .alive());
    open(
        8,
        "The last time to live counts",
        BEAT,
        pull()
            .send(ping(5, new byte[0]), ping(100, new byte[0]))
            .toldAny("PONG")
            .toldAny("PONG")
            .quiet(Duration.ofMillis(1_200)));
    should(9, "A time to live of 65.6 s is kept", BEAT, silent(656, 1_200));
    should(10, "A time to live of 6553.5 s is kept", BEAT, silent(65_535, 2_000));
    may(11, "A time to live of zero is none", BEAT, silent(0, 1_500));
  }

  private static Scenario silent(int ttl, int millis) {
    return pull().send(ping(ttl, new byte[0])).toldAny("PONG").quiet(Duration.ofMillis(millis));
  }

  private void asks() {
    must(
        13,
        "PING has a time to live and at most 16 octets of context",
        BEAT,
        pull()
            .heartbeats(100, 2_000)
            .step(
                "look at PING",
                s -> {
                  int length = s.command("PING").length;
                  if (length < 2 || length > 18) {
                    throw new Failed("right: 2 to 18 octets; came: " + length);
                  }
                }));
    should(
        14,
        "Who does not answer is closed",
        BEAT,
        pull().bind().heartbeats(200, 600).toldAny("PING").closes(),
        pull()
            .connect()
            .heartbeats(200, 600)
            .toldAny("PING")
            .closes()
            .step("comes again", s -> s.again(1, s.patience)));
    should(
        15,
        "Any traffic is life",
        BEAT,
        pull()
            .heartbeats(200, 900)
            .leavesMessages()
            .step(
                "messages for 2 s",
                s -> {
                  for (int i = 0; i < 20; i++) {
                    s.peer().send(last("x"));
                    Thread.sleep(100);
                  }
                })
            .step("it is open", HeartbeatCases::isOpen));
    should(
        16,
        "A frame that comes slowly is life",
        BEAT,
        pull()
            .heartbeats(200, 900)
            .leavesMessages()
            .step(
                "a frame for 2.5 s",
                s -> {
                  s.peer().send(frameHeader(0, 200));
                  for (int i = 0; i < 25; i++) {
                    s.peer().send(new byte[2]);
                    Thread.sleep(100);
                  }
                })
            .step("it is open", HeartbeatCases::isOpen));
    open(
        17,
        "A PONG of another context harms nobody",
        BEAT,
        pull().heartbeats(200, 2_000).toldAny("PING").send(pong(hex("0102"))));
    should(
        18,
        "Few PINGs are sent to who does not read",
        BEAT,
        pull()
            .heartbeats(50, 5_000)
            .pause(1_000)
            .step(
                "count PINGs",
                s -> {
                  int pings = 0;
                  while (s.next(s.peer(), Duration.ofMillis(20)) != null) {
                    pings++;
                  }
                  s.note(pings + " PINGs in 20 intervals");
                  if (pings > 10) {
                    throw new Failed(
                        "right: a small number of PINGs without an answer; came: " + pings);
                  }
                }));
  }

  private static void isOpen(Scene scene) {
    while (scene.next(scene.peer(), Duration.ofMillis(20)) != null) {
      // its PINGs
    }
    if (scene.peer().isClosed()) {
      throw new Failed("right: the connection stays open; it was closed");
    }
  }

  private void outOfPlace() {
    open(
        12,
        "A PONG that nobody asked for is ignored",
        BEAT,
        pull().send(pong(hex("01"))).survives());
    open(
        19,
        "Ten thousand PINGs cost no memory",
        SECURITY,
        pull()
            .bind()
            .step(
                "PING 10,000 times",
                s -> {
                  Memory before = Memory.of(s.engine);
                  s.peer().send(repeated(ping(0, CONTEXT), 10_000));
                  Thread.sleep(200);
                  before.grewLessThan(32 << 20, s);
                }));
    open(
        20,
        "Who is not read because of a full queue is not closed for that",
        BEAT,
        pull()
            .option("rcvhwm", 5)
            .leavesMessages()
            .send(repeated(last("x"), 200), ping(0, CONTEXT))
            .step(
                "PONG comes, or late",
                s -> {
                  ZmtpFrame frame = s.next(s.peer(), Duration.ofMillis(500));
                  if (s.peer().isClosed()) {
                    throw new Failed("right: the connection stays open; it was closed");
                  }
                  s.note(frame == null ? "PONG comes late" : "PONG comes at once");
                }));
    open(
        21,
        "A PING before READY is not answered",
        BEAT,
        socket("PULL")
            .raw()
            .bind()
            .greets(greeting())
            .send(command("PING", hex("0000")))
            .step(
                "no PONG",
                s -> {
                  ZmtpFrame frame = s.next(s.peer(), Duration.ofMillis(300));
                  if (frame != null && frame.commandName().equals("PONG")) {
                    throw new Failed("right: no PONG before READY; came: " + frame);
                  }
                  s.note(s.peer().isClosed() ? "closed" : "ignored it");
                }));
    shall(
        22,
        "PING is answered under every mechanism",
        BEAT,
        pull().over(Mechanism.PLAIN).send(ping(0, CONTEXT)).told("PONG", CONTEXT),
        pull().over(Mechanism.CURVE).send(ping(0, CONTEXT)).told("PONG", CONTEXT));
  }

  private static Scenario pull() {
    return socket("PULL");
  }
}

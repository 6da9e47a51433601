package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.spec.FramingCases.repeated;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Topics, and the subscriptions to them. */
final class PubSubCases extends SpecGroup {

  private static final String SUBSCRIPTIONS = "RFC 37 Publish-Subscribe";
  private static final String PUB = "RFC 29 PUB";
  private static final String XPUB = "RFC 29 XPUB";
  private static final String SUB = "RFC 29 SUB";
  private static final String XSUB = "RFC 29 XSUB";

  PubSubCases() {
    super("PS", "PUB/SUB");
    subscribers();
    severalPublishers();
    publishers();
    forms();
    load();
    xpub();
    sub();
    xsub();
  }

  private void subscribers() {
    shall(
        1,
        "A subscription is the command SUBSCRIBE",
        SUBSCRIPTIONS,
        sub("SUB").subscribesByCommands().subscribe("A").expects("04 0b 09 535542534352494245 41"));
    shall(
        2,
        "Its end is the command CANCEL",
        SUBSCRIPTIONS,
        sub("SUB")
            .subscribesByCommands()
            .subscribe("A")
            .toldAny("SUBSCRIBE")
            .unsubscribe("A")
            .expects("04 08 06 43414e43454c 41"));
    shall(
        3,
        "To a publisher of 3.0 both are messages",
        "RFC 23 Publish-Subscribe",
        sub("SUB").minor(0).subscribe("A").unsubscribe("A").expects("00 02 01 41 00 02 00 41"));
    shall(
        4,
        "A subscription to all has no octets behind the name",
        SUBSCRIPTIONS,
        sub("SUB").subscribe("").told("SUBSCRIBE"));
    should(
        5,
        "A topic of 300 octets takes a long frame",
        "RFC 37 Authentication and Confidentiality",
        sub("SUB")
            .subscribesByCommands()
            .subscribe("t".repeat(300))
            .expects(command("SUBSCRIBE", Text.octets("t".repeat(300)))));
    shall(
        8,
        "Topics are octets",
        SUBSCRIPTIONS,
        socket("SUB")
            .subscribe("\u00ff")
            .subscribe("\u00ff\0")
            .subscribe("\0")
            .step("all three come", s -> toldAll(s, Set.of("ff", "ff00", "00"))));
    shall(
        9,
        "A topic that was subscribed to twice is matched until both are ended",
        SUBSCRIPTIONS,
        sub("SUB")
            .subscribe("A")
            .subscribe("A")
            .unsubscribe("A")
            .step(
                "count both commands",
                s -> {
                  int sum = 0;
                  for (var frame = s.next(s.peer(), Scene.MOMENT);
                      frame != null;
                      frame = s.next(s.peer(), Scene.MOMENT)) {
                    sum += frame.commandName().equals("SUBSCRIBE") ? 1 : -1;
                  }
                  if (sum < 1) {
                    throw new Failed("right: more SUBSCRIBE than CANCEL; the difference is " + sum);
                  }
                }));
  }

  private void severalPublishers() {
    open(
        6,
        "A publisher that comes is told all subscriptions",
        SUBSCRIPTIONS,
        sub("SUB")
            .subscribe("A")
            .subscribe("B")
            .toldAny("SUBSCRIBE")
            .toldAny("SUBSCRIBE")
            .goes(1)
            .pause(50)
            .peer(2)
            .step("both come", s -> toldAll(s, Set.of("41", "42"))));
    shall(
        7,
        "A publisher that stays is told what comes after another has gone",
        SUBSCRIPTIONS,
        socket("SUB")
            .step("2 publishers", Traffic.peers(2))
            .goes(1)
            .pause(100)
            .subscribe("C")
            .peer(2)
            .told("SUBSCRIBE", hex("43")));
  }

  private static void toldAll(Scene scene, Set<String> right) {
    Set<String> came = new TreeSet<>();
    for (int i = 0; i < right.size(); i++) {
      came.add(java.util.HexFormat.of().formatHex(scene.command("SUBSCRIBE")));
    }
    if (!came.equals(new TreeSet<>(right))) {
      throw new Failed("right: " + right + "; came: " + came);
    }
  }

  private void publishers() {
    shall(
        10,
        "A topic is matched by its beginning",
        SUBSCRIPTIONS,
        pub(subscribe("A"))
            .says("A")
            .says("AB")
            .says("B")
            .says("a")
            .says("")
            .gets("A")
            .gets("AB")
            .quiet());
    shall(
        11,
        "The empty topic matches all",
        SUBSCRIPTIONS,
        pub(subscribe("")).says("").says("x").gets("").gets("x"));
    shall(12, "Without a subscription nothing comes", SUBSCRIPTIONS, pub().says("x").quiet());
    shall(
        13,
        "One CANCEL ends one of two subscriptions",
        SUBSCRIPTIONS,
        pub(subscribe("A"), subscribe("A"), cancel("A")).says("A").gets("A"));
    shall(
        14,
        "The second CANCEL ends the second",
        SUBSCRIPTIONS,
        pub(subscribe("A"), subscribe("A"), cancel("A"), cancel("A")).says("A").quiet());
    shall(
        15,
        "A CANCEL of all leaves other topics",
        SUBSCRIPTIONS,
        pub(subscribe("A"), subscribe(""), cancel("")).says("A").says("B").gets("A").quiet());
    open(
        16,
        "A CANCEL of what was not subscribed to harms nobody",
        SUBSCRIPTIONS,
        pub(subscribe("A")).peer(2).send(cancel("A")).alive().says("A").peer(1).gets("A"));
    shall(
        17,
        "Only the first frame is matched",
        PUB,
        pub(subscribe("A")).says("A", "x").says("x", "A").gets("A", "x").quiet());
    shall(
        18,
        "Topics are matched octet by octet",
        PUB,
        pub(subscribe("\0"), subscribe("\u00ff\u00fe"))
            .says("\0\1")
            .says("\u00ff")
            .says("\u00ff\u00fe!")
            .gets("\0\1")
            .gets("\u00ff\u00fe!")
            .quiet());
    shall(
        23,
        "A message is not modified",
        PUB,
        pub(subscribe("a")).says("a", "", "c").gets("a", "", "c"));
  }

  private void forms() {
    open(
        19,
        "A peer of 3.1 that subscribes by a message is heard, or not",
        SUBSCRIPTIONS,
        pub(message(hex("0141"))).says("A").step("comes, or not", PubSubCases::heard));
    open(
        20,
        "A peer of 3.0 that subscribes by a command is heard, or closed",
        "RFC 23",
        socket("PUB")
            .minor(0)
            .send(subscribe("A"))
            .pause(100)
            .says("A")
            .step("comes, or not", PubSubCases::heard));
    shall(
        21,
        "A peer of 3.0 subscribes by a message",
        "RFC 23 Publish-Subscribe",
        socket("PUB").minor(0).send(message(hex("0141"))).pause(200).says("A").gets("A"));
    shall(
        22,
        "Other messages of a subscriber are discarded",
        PUB,
        pub(subscribe("A"), hex("00 02 02 41 00 00 01 01 61 00 01 62")).says("A").gets("A"));
  }

  private static void heard(Scene scene) {
    scene.note(
        scene.next(scene.peer(), Scene.MOMENT) == null
            ? scene.peer().isClosed() ? "closed" : "not heard"
            : "heard");
  }

  private void load() {
    shall(
        24,
        "A subscriber that reads nothing costs the other nothing",
        PUB,
        pub(subscribe(""))
            .bind()
            .option("sndhwm", 60)
            .peer(2)
            .send(subscribe(""))
            .alive()
            .step(
                "3,000 of 10 KiB",
                s -> {
                  for (int lot = 0; lot < 75; lot++) {
                    int taken = s.socket.flood(40, Traffic.LARGE, s.patience, List.of());
                    for (int i = 0; i < taken; i++) {
                      s.frame("message " + (lot * 40 + i));
                    }
                    if (taken < 40) {
                      throw new Failed("right: publishing never waits; it did");
                    }
                  }
                  int first = Traffic.numbers(s, 1, Duration.ofMillis(300)).size();
                  s.note("the other got " + first + " of 3,000");
                  if (first >= 3_000) {
                    throw new Failed("right: who reads nothing loses some; nothing was lost");
                  }
                }));
    shall(
        25,
        "What is queued for who goes is discarded",
        PUB,
        pub(subscribe(""))
            .bind()
            .peer(2)
            .send(subscribe(""))
            .alive()
            .step(
                "queue for peer 1",
                s -> {
                  s.socket.flood(400, Traffic.LARGE, s.patience, List.of());
                  s.forget(1);
                  Thread.sleep(50);
                  s.socket.flood(1, 8, s.patience, List.of());
                  List<Integer> numbers = Traffic.numbers(s, 2, Duration.ofMillis(300));
                  if (numbers.isEmpty() || numbers.get(numbers.size() - 1) != 0) {
                    throw new Failed("right: the other gets what is published then; it did not");
                  }
                }));
    open(
        26,
        "A hundred thousand subscriptions of one peer harm nobody",
        "RFC 37 Security Considerations",
        socket("PUB")
            .bind()
            .step(
                "subscribe 100,000 times",
                s -> {
                  Memory before = Memory.of(s.engine);
                  List<byte[]> block = new ArrayList<>();
                  for (int i = 0; i < 100_000; i++) {
                    block.add(subscribe("topic " + i));
                    if (block.size() == 10_000) {
                      s.peer().send(concat(block.toArray(new byte[0][])));
                      block.clear();
                    }
                  }
                  s.note(s.alive() ? "takes them" : "closed");
                  before.grewLessThan(256 << 20, s);
                }));
    open(
        27,
        "A topic of 1 MiB harms nobody",
        SUBSCRIPTIONS,
        pub().bind().send(subscribe("t".repeat(1 << 20)), cancel("t".repeat(1 << 20))).survives());
  }

  private void xpub() {
    shall(28, "A subscription is delivered", XPUB, xpub(subscribe("A")).delivers("\1A"));
    may(
        29,
        "A second one to the same topic is told, or not",
        XPUB,
        xpub(subscribe("A"))
            .delivers("\1A")
            .peer(2)
            .send(subscribe("A"))
            .alive()
            .step(
                "told, or not",
                s -> s.note(s.receive(Scene.MOMENT) == null ? "told once" : "told twice")));
    shall(
        30,
        "The end of a subscription whose peer goes is delivered",
        XPUB,
        xpub(subscribe("A")).bind().delivers("\1A").goes(1).delivers("\0A"));
    shall(
        31,
        "A message of a subscriber is delivered",
        XPUB,
        xpub(message(hex("0241"))).delivers("\2A"));
    shall(
        32,
        "A loud subscriber does not silence a quiet one",
        XPUB,
        Traffic.fair("XPUB", last("loud"), last("quiet")));
  }

  private void sub() {
    may(
        33,
        "What was not subscribed to is filtered, or delivered",
        SUB,
        sub("SUB")
            .subscribe("A")
            .toldAny("SUBSCRIBE")
            .message("B")
            .message("A")
            .step(
                "A, or B first",
                s -> {
                  List<byte[]> first = s.received();
                  s.note(Text.of(first).equals("\"A\"") ? "filters" : "delivers");
                }));
    shall(
        34,
        "A loud publisher does not silence a quiet one",
        SUB,
        socket("SUB")
            .subscribe("")
            .leavesMessages()
            .step(
                "a loud and a quiet one",
                s -> {
                  s.peer(1, "PUB", new byte[0]);
                  s.peer(2, "PUB", new byte[0]);
                  s.command("SUBSCRIBE");
                  s.peer(1, "PUB", new byte[0]).send(repeated(last("loud"), 300));
                  s.peer(2, "PUB", new byte[0]).send(last("quiet"));
                  s.alive(); // the quiet one has been heard
                  for (int i = 0; i < 3; i++) {
                    if (Text.of(s.received()).contains("quiet")) {
                      return;
                    }
                  }
                  throw new Failed("right: the quiet one is among the first three; it is not");
                }));
    shall(
        35,
        "A SUB sends subscriptions alone",
        SUB,
        sub("SUB")
            .subscribe("A")
            .told("SUBSCRIBE", hex("41"))
            .message("A")
            .delivers("A")
            .unsubscribe("A")
            .told("CANCEL", hex("41"))
            .quiet());
    shall(
        36,
        "At its mark a SUB discards, or reads no more",
        SUB,
        receiver()
            .leavesMessages()
            .step(
                "send 64 MiB",
                s -> {
                  long sent =
                      s.peer()
                          .push(
                              repeated(last("x".repeat(200)), 300),
                              64L << 20,
                              Duration.ofMillis(700));
                  s.note(sent >= 64L << 20 ? "discards" : "reads no more");
                }));
  }

  private static Scenario receiver() {
    return sub("SUB").bind().option("rcvhwm", 50).subscribe("").toldAny("SUBSCRIBE");
  }

  private void xsub() {
    shall(
        37,
        "A message of an XSUB goes to all publishers",
        XSUB,
        socket("XSUB")
            .step("2 publishers", Traffic.peers(2))
            .says("\2A")
            .gets("\2A")
            .peer(1)
            .gets("\2A"));
    shall(
        38,
        "A subscription that an XSUB sends is one",
        XSUB,
        sub("XSUB").says("\1A").told("SUBSCRIBE", hex("41")));
    should(
        39,
        "An XSUB that closes ends its subscriptions",
        XSUB,
        sub("XSUB")
            .option("linger", 1_000)
            .says("\1A")
            .step("told, in one form or the other", s -> s.frame("a subscription"))
            .step(
                "close",
                s -> {
                  s.socket.close();
                  s.command("CANCEL", hex("41"));
                })
            .isLast());
  }

  static byte[] subscribe(String topic) {
    return command("SUBSCRIBE", Text.octets(topic));
  }

  static byte[] cancel(String topic) {
    return command("CANCEL", Text.octets(topic));
  }

  /** A subscriber that has shaken hands with its publisher before it wishes for anything. */
  private static Scenario sub(String type) {
    return socket(type).step("shake hands", Scene::peer).pause(30);
  }

  /** A publisher to whom this was said, and who has taken note. */
  private static Scenario pub(byte[]... said) {
    return socket("PUB").send(said).alive().pause(30);
  }

  private static Scenario xpub(byte[]... said) {
    return socket("XPUB").send(said).alive().pause(30);
  }
}

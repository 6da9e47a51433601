package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.List;

/** REQ, REP and DEALER, and the envelope between them. */
final class RequestCases extends SpecGroup {

  private static final String REQ = "RFC 28 REQ";
  private static final String REP = "RFC 28 REP";
  private static final String DEALER = "RFC 28 DEALER";

  RequestCases() {
    super("RR", "REQ/REP envelope");
    req();
    replies();
    envelopes();
    rep();
    dealer();
  }

  private void req() {
    shall(
        1,
        "A request follows an empty frame",
        REQ,
        asking().says("hello").expects("01 00 00 05 68656c6c6f"));
    shall(
        2,
        "A request may have several frames",
        REQ,
        asking().says("a", "b").expects("01 00 01 01 61 00 01 62"));
    shall(
        3,
        "Requests go to the peers in turn",
        REQ,
        socket("REQ")
            .step("2 peers", Traffic.peers(2))
            .step(
                "4 requests",
                s -> {
                  int before = 0;
                  for (int i = 0; i < 4; i++) {
                    s.say(s.patience, Text.frames("q" + i));
                    int asked = asked(s);
                    if (asked == before) {
                      throw new Failed("right: the other peer; peer " + asked + " was asked twice");
                    }
                    before = asked;
                    s.peer(asked, "ROUTER", new byte[0]).send(reply("a" + i));
                    s.delivers(Text.frames("a" + i));
                  }
                }));
    shall(4, "Without a peer a request waits or fails", REQ, socket("REQ").bind().holds("x"));
    shall(
        9,
        "A second request waits for the first reply, or fails",
        REQ,
        asking()
            .says("a")
            .gets("", "a")
            .step(
                "send another",
                s -> {
                  try {
                    s.say(Scene.MOMENT, Text.frames("b"));
                  } catch (EngineException refused) {
                    s.note("fails: " + refused.getMessage());
                  }
                })
            .quiet());
    open(
        10,
        "A peer that goes before it replies leaves a way out",
        REQ,
        asking().says("a").gets("", "a").goes(1).pause(100));
  }

  private static Scenario asking() {
    return socket("REQ").step("shake hands", Scene::peer);
  }

  private static byte[] reply(String text) {
    return message(new byte[0], Text.octets(text));
  }

  /** Which of two peers got a request. */
  private static int asked(Scene scene) {
    long end = System.nanoTime() + scene.patience.toNanos();
    while (System.nanoTime() < end) {
      for (int n = 1; n <= 2; n++) {
        if (scene.peer(n, "ROUTER", new byte[0]).hasSome(Scene.MOMENT)) {
          scene.message();
          return n;
        }
      }
    }
    throw new Failed("right: one of the peers is asked; none was");
  }

  private void replies() {
    shall(
        5,
        "A reply is delivered without the empty frame",
        REQ,
        asking().says("hello").gets("", "hello").message("", "world").delivers("world"));
    shall(
        6,
        "A reply of a peer that was not asked is discarded",
        REQ,
        socket("REQ")
            .step("2 peers", Traffic.peers(2))
            .says("q")
            .step(
                "the other replies first",
                s -> {
                  int asked = asked(s);
                  s.peer(3 - asked, "ROUTER", new byte[0]).send(reply("wrong"));
                  s.alive();
                  s.peer(asked, "ROUTER", new byte[0]).send(reply("right"));
                  s.delivers(Text.frames("right"));
                }));
    shall(
        7,
        "A second reply to a request is no reply to the next",
        REQ,
        asking()
            .says("1")
            .gets("", "1")
            .message("", "a")
            .message("", "late")
            .step("both are heard", Scene::alive)
            .delivers("a")
            .step(
                "ask again",
                s -> {
                  s.say(s.patience, Text.frames("2"));
                  // an engine may refuse the peer that said too much, and come again or be come to
                  if (s.peer().hasSome(Scene.MOMENT) && !s.peer().isClosed()) {
                    s.gets(Text.frames("", "2"));
                    s.peer().send(reply("b"));
                    s.delivers(Text.frames("b"));
                  } else {
                    List<byte[]> message = s.receive(Scene.MOMENT);
                    if (message != null) {
                      throw new Failed(
                          "right: not the late reply; was delivered: " + Scene.shown(message));
                    }
                    s.note("makes the connection again");
                  }
                }));
    shall(
        8,
        "A reply without the empty frame is not delivered",
        REQ,
        asking().says("q").gets("", "q").message("world").deliversNothing());
  }

  private void envelopes() {
    shall(
        11,
        "A request is delivered and replied to",
        REP,
        socket("REP").message("", "hello").delivers("hello").says("world").gets("", "world"));
    shall(
        12,
        "The reply has the envelope of the request",
        REP,
        socket("REP")
            .message("a", "b", "", "hello")
            .delivers("hello")
            .says("world")
            .gets("a", "b", "", "world"));
    shall(
        13,
        "An envelope of 100 frames comes back",
        REP,
        socket("REP")
            .step(
                "100 frames",
                s -> {
                  String[] envelope = new String[102];
                  for (int i = 0; i < 100; i++) {
                    envelope[i] = "e" + i;
                  }
                  envelope[100] = "";
                  envelope[101] = "x";
                  s.peer().send(message(Text.frames(envelope).toArray(new byte[0][])));
                  s.delivers(Text.frames("x"));
                  envelope[101] = "y";
                  s.say(s.patience, Text.frames("y"));
                  s.gets(Text.frames(envelope));
                }));
    shall(
        14,
        "A message without an empty frame is discarded",
        REP,
        socket("REP")
            .message("a")
            .message("", "hello")
            .delivers("hello")
            .says("world")
            .gets("", "world"));
    open(
        15,
        "A request of no frames behind the empty one is discarded",
        REP,
        socket("REP")
            .message("")
            .message("", "hello")
            .step(
                "hello, or an empty one",
                s -> {
                  List<byte[]> message = s.received();
                  s.note(
                      message.size() == 1 && message.get(0).length == 5
                          ? "discarded"
                          : "delivers " + Scene.shown(message));
                  s.say(s.patience, Text.frames("world"));
                }));
    shall(
        16,
        "Only the first empty frame is the delimiter",
        REP,
        socket("REP").message("", "a", "", "b").delivers("a", "", "b").says("ok").gets("", "ok"));
  }

  private void rep() {
    shall(17, "Peers are served in turn", REP, Traffic.fair("REP", reply("loud"), reply("quiet")));
    shall(
        18,
        "Requests of one peer are served one after another",
        REP,
        socket("REP")
            .send(reply("1"), reply("2"), reply("3"))
            .delivers("1")
            .says("a")
            .delivers("2")
            .says("b")
            .delivers("3")
            .says("c")
            .gets("", "a")
            .gets("", "b")
            .gets("", "c"));
    shall(
        19,
        "A reply to who has gone harms nobody",
        REP,
        socket("REP")
            .message("", "q")
            .delivers("q")
            .goes(1)
            .pause(100)
            .step(
                "reply",
                s -> {
                  try {
                    s.say(s.patience, Text.frames("late"));
                  } catch (EngineException refused) {
                    s.note("fails: " + refused.getMessage());
                  }
                })
            .peer(2)
            .message("", "next")
            .delivers("next")
            .says("ok")
            .gets("", "ok"));
    shall(
        20,
        "Who reads no replies holds up nobody else",
        REP,
        socket("REP")
            .bind()
            .option("sndhwm", 20)
            .step(
                "replies of 64 KiB that nobody reads",
                s -> {
                  Conversation mute = s.peer();
                  for (int i = 0; i < 300; i++) {
                    mute.send(reply("q"));
                    if (s.receive(Scene.MOMENT.multipliedBy(3)) == null) {
                      s.note("reads no more from who does not read");
                      break;
                    }
                    if (!s.say(s.patience, FramingCases.x(1 << 16))) {
                      throw new Failed("right: a reply is taken or dropped; sending waits");
                    }
                  }
                })
            .peer(2)
            .message("", "hello")
            .step(
                "another is served",
                s -> {
                  for (List<byte[]> q = s.received();
                      !Text.of(q).equals("\"hello\"");
                      q = s.received()) {
                    s.say(s.patience, Text.frames("of before"));
                  }
                })
            .says("world")
            .gets("", "world"));
    shall(
        21,
        "Each peer gets its own reply",
        REP,
        socket("REP")
            .send(reply("1"))
            .delivers("1")
            .peer(2)
            .send(reply("2"))
            .says("a")
            .delivers("2")
            .says("b")
            .gets("", "b")
            .peer(1)
            .gets("", "a"));
  }

  private void dealer() {
    shall(
        22,
        "A DEALER adds nothing",
        DEALER,
        socket("DEALER")
            .step("shake hands", Scene::peer)
            .says("a", "b")
            .expects("01 01 61 00 01 62"));
    shall(23, "A DEALER sends to its peers in turn", DEALER, Traffic.inTurn("DEALER", 3, 2));
    shall(
        24,
        "A peer that reads nothing does not hold up the other",
        DEALER,
        Traffic.oneStalls("DEALER"));
    shall(
        25,
        "Without a peer, or with full ones, sending waits or fails",
        DEALER,
        socket("DEALER").bind().holds("x"),
        Traffic.allStall("DEALER"));
    shall(
        26,
        "A loud peer does not silence a quiet one",
        DEALER,
        Traffic.fair("DEALER", last("loud"), last("quiet")));
  }
}

package reactor.zmtp.test.spec;

import static reactor.zmtp.test.spec.Scenario.socket;

/** PAIR. */
final class PairCases extends SpecGroup {

  private static final String PAIR = "RFC 31 PAIR";

  PairCases() {
    super("PA", "PAIR");
    may(1, "A second peer is refused", PAIR, second("PAIR"));
    open(
        2,
        "When the peer has gone, another is taken",
        PAIR,
        socket("PAIR")
            .bind()
            .message("x")
            .delivers("x")
            .goes(1)
            .pause(100)
            .peer(2)
            .message("y")
            .delivers("y"));
    shall(3, "Messages go both ways at the same time", PAIR, bothWays("PAIR"));
    shall(4, "Without a peer sending waits or fails", PAIR, socket("PAIR").bind().holds("x"));
    shall(
        5,
        "Where the peer reads nothing, sending waits and discards nothing",
        PAIR,
        Traffic.allStall("PAIR"));
    shall(
        6,
        "Messages of several frames go both ways",
        PAIR,
        socket("PAIR")
            .message("a", "", "b")
            .delivers("a", "", "b")
            .says("c", "", "d")
            .gets("c", "", "d"));
  }

  /** The second is closed, or left mute; the first is unaffected. */
  static Scenario second(String type) {
    return socket(type)
        .bind()
        .message("x")
        .delivers("x")
        .step(
            "another peer",
            s -> {
              try {
                s.peer(2, type, new byte[0]);
                if (s.alive()) {
                  s.peer(2, type, new byte[0]).send(Scenario.last("intruder"));
                  if (s.receive(Scene.MOMENT) != null) {
                    throw new IllegalStateException("right: one peer; a second is heard");
                  }
                  s.note("the second is left open, and mute");
                }
              } catch (Failed refused) {
                s.note("the second is refused");
              }
              s.forget(2);
              s.peer(1, type, new byte[0]);
            })
        .message("y")
        .delivers("y");
  }

  static Scenario bothWays(String type) {
    return socket(type)
        .step(
            "100 each way",
            s -> {
              for (int i = 0; i < 100; i++) {
                s.peer().send(Scenario.last("a" + i));
                if (!s.say(s.patience, Text.frames("b" + i))) {
                  throw new Failed("right: there is room for 100 messages; it ended at " + i);
                }
              }
              for (int i = 0; i < 100; i++) {
                s.delivers(Text.frames("a" + i));
                s.gets(Text.frames("b" + i));
              }
            });
  }
}

package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.message;
import static reactor.zmtp.test.spec.EngineSocket.Wish.JOIN;
import static reactor.zmtp.test.spec.EngineSocket.Wish.LEAVE;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.time.Duration;
import java.util.List;

/** RADIO and DISH. */
final class RadioDishCases extends SpecGroup {

  private static final String GROUPS = "RFC 37 Radio-Dish";
  private static final String RADIO = "RFC 48 RADIO";
  private static final String DISH = "RFC 48 DISH";
  private static final String GROUP = "RFC 48 Group";

  RadioDishCases() {
    super("RD", "RADIO/DISH");
    joining();
    sending();
    members();
    receiving();
  }

  private void joining() {
    shall(
        1,
        "A group is joined by JOIN",
        GROUPS,
        dish().wish(JOIN, "tv").expects("04 07 04 4a4f494e 7476"));
    shall(
        2,
        "It is left by LEAVE",
        GROUPS,
        dish()
            .wish(JOIN, "tv")
            .toldAny("JOIN")
            .wish(LEAVE, "tv")
            .expects("04 08 05 4c45415645 7476"));
    open(
        3,
        "A radio that comes is told all groups",
        GROUPS,
        dish()
            .wish(JOIN, "tv")
            .told("JOIN", Text.octets("tv"))
            .goes(1)
            .pause(50)
            .peer(2)
            .told("JOIN", Text.octets("tv")));
  }

  private void sending() {
    shall(
        4,
        "A message has two frames, the group and the body",
        GROUPS,
        radio(join("tv")).says("tv", "hello").expects("01 02 7476 00 05 68656c6c6f"));
    shall(
        5,
        "Groups are matched exactly",
        RADIO,
        radio(join("tv")).says("t", "x").says("tv1", "x").says("TV", "x").quiet());
    must(
        6,
        "A group may have no octets",
        GROUP,
        radio(join("")).says("", "hello").gets("", "hello"));
    must(
        7,
        "A group may have 255 octets",
        GROUP,
        radio(join("g".repeat(255))).says("g".repeat(255), "x").gets("g".repeat(255), "x"));
    shall(
        13,
        "A dish that reads nothing costs the other nothing",
        RADIO,
        radio(join("tv"))
            .bind()
            .option("sndhwm", 60)
            .peer(2)
            .send(join("tv"))
            .alive()
            .step(
                "3,000 of 10 KiB",
                s -> {
                  for (int lot = 0; lot < 75; lot++) {
                    int taken = s.socket.flood(40, Traffic.LARGE, s.patience, Text.frames("tv"));
                    for (int i = 0; i < 2 * taken; i++) {
                      s.frame("message " + (lot * 40 + i / 2));
                    }
                    if (taken < 40) {
                      throw new Failed("right: sending never waits; it did");
                    }
                  }
                  int first = Traffic.numbers(s, 1, Duration.ofMillis(300)).size();
                  if (first >= 3_000) {
                    throw new Failed("right: who reads nothing loses some; nothing was lost");
                  }
                }));
  }

  private void members() {
    open(
        8,
        "A JOIN of 256 octets is refused or ignored",
        GROUP,
        socket("RADIO").send(join("g".repeat(256))).survives());
    open(
        9,
        "A JOIN with a zero is refused or ignored",
        GROUP,
        socket("RADIO").send(join("a\0b")).survives());
    open(
        10,
        "Who joined twice and left once is a member, or not",
        GROUPS,
        radio(join("tv"), join("tv"), leave("tv"))
            .says("tv", "x")
            .step(
                "comes, or not",
                s ->
                    s.note(
                        s.next(s.peer(), Scene.MOMENT) == null ? "is no member" : "is a member")));
    open(
        11,
        "A LEAVE of what was not joined harms nobody",
        GROUPS,
        socket("RADIO").send(leave("tv")).survives());
    shall(
        12,
        "A message of a dish is discarded",
        RADIO,
        radio(join("tv"), hex("00 01 78")).says("tv", "x").gets("tv", "x"));
    shall(
        14,
        "JOIN and LEAVE are not delivered",
        RADIO,
        radio(join("tv"), leave("tv"))
            .step(
                "nothing is delivered",
                s -> {
                  try {
                    if (s.receive(Scene.MOMENT) != null) {
                      throw new Failed("right: nothing is delivered; something was");
                    }
                  } catch (EngineException cannotReceive) {
                    s.note("has no way to receive");
                  }
                }));
  }

  private void receiving() {
    shall(
        15,
        "A message of a group that was joined is delivered",
        DISH,
        joined().message("tv", "hello").delivers("tv", "hello"));
    may(
        16,
        "A message of another group is filtered, or delivered",
        DISH,
        joined()
            .message("fm", "a")
            .message("tv", "b")
            .step(
                "b, or a first",
                s -> s.note(Text.of(s.received()).equals("\"tv\", \"b\"") ? "filters" : "delivers"))
            .leavesMessages());
    must(
        17,
        "What is not a group and a body is discarded, or its sender disconnected",
        "RFC 37 Thread-Safe",
        joined().label("no group").message("hello").step("not delivered", RadioDishCases::nothing),
        joined()
            .label("three frames")
            .message("tv", "a", "b")
            .step("not delivered", RadioDishCases::nothing));
    open(
        18,
        "A group of 256 octets is discarded, or its sender disconnected",
        GROUP,
        joined()
            .send(message(Text.octets("g".repeat(256)), Text.octets("x")))
            .step("not delivered", RadioDishCases::nothing));
  }

  private static void nothing(Scene scene) {
    List<byte[]> message = scene.receive(Scene.MOMENT.multipliedBy(2));
    if (message != null) {
      throw new Failed("right: nothing is delivered; was delivered: " + Scene.shown(message));
    }
    scene.note(scene.alive() ? "discards it" : "closes");
  }

  private static byte[] join(String group) {
    return command("JOIN", Text.octets(group));
  }

  private static byte[] leave(String group) {
    return command("LEAVE", Text.octets(group));
  }

  private static Scenario radio(byte[]... said) {
    return socket("RADIO").send(said).alive().pause(30);
  }

  private static Scenario dish() {
    return socket("DISH").step("shake hands", Scene::peer);
  }

  private static Scenario joined() {
    return dish().wish(JOIN, "tv").toldAny("JOIN");
  }
}

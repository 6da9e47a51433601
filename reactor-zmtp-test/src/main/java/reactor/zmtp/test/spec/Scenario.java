package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.concat;
import static reactor.zmtp.test.ZmtpBytes.hex;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.zmtp.test.ZmtpBytes;

/**
 * What a case does, as a list of small steps: how the socket under test is opened, what its peers
 * say, and what must come of it. Peer 1 is connected and has shaken hands at the first step that
 * needs it, unless the scenario is {@link #raw}.
 */
final class Scenario {

  /** A step's work. */
  @FunctionalInterface
  interface Action {
    void play(Scene scene) throws Exception;
  }

  /** A step, and what it does in words. */
  record Step(String what, Action action) {}

  final String type;
  final Map<String, String> options = new LinkedHashMap<>();
  final List<Step> steps = new ArrayList<>();
  Set<Side> sides = EnumSet.allOf(Side.class);
  String label = "";
  String peerType;
  int minor = 1;
  byte[] properties = {};
  boolean raw;
  boolean heartbeats;
  boolean strict = true;
  boolean serves = true;
  boolean anyMechanism = true;
  Security.Mechanism mechanism = Security.Mechanism.NULL;

  private Scenario(String type) {
    this.type = type;
    this.peerType = Types.peerOf(type);
  }

  static Scenario socket(String type) {
    return new Scenario(type);
  }

  // How it is set up.

  Scenario option(String name, Object value) {
    options.put(name, String.valueOf(value));
    return this;
  }

  Scenario bind() {
    sides = EnumSet.of(Side.BIND);
    return this;
  }

  Scenario connect() {
    sides = EnumSet.of(Side.CONNECT);
    return this;
  }

  /** Peers say nothing by themselves, not even a greeting. */
  Scenario raw() {
    raw = true;
    return this;
  }

  Scenario label(Object text) {
    label = String.valueOf(text);
    return this;
  }

  Scenario as(String claimed) {
    peerType = claimed;
    return this;
  }

  Scenario minor(int version) {
    minor = version;
    return nullOnly();
  }

  Scenario properties(byte[]... more) {
    properties = concat(more);
    return this;
  }

  Scenario identity(String identity) {
    return properties(ZmtpBytes.property("Identity", Text.octets(identity)));
  }

  Scenario over(Security.Mechanism one) {
    mechanism = one;
    return this;
  }

  /** Looks at frames as NULL has them; another mechanism makes no sense. */
  Scenario nullOnly() {
    anyMechanism = false;
    return this;
  }

  /** Messages may be left at the end. */
  Scenario leavesMessages() {
    strict = false;
    return this;
  }

  /** No honest peer can be served at the end, or it is a step of its own. */
  Scenario isLast() {
    serves = false;
    return this;
  }

  Scenario heartbeats(int interval, int timeout) {
    heartbeats = true;
    return option("heartbeat_ivl", interval).option("heartbeat_timeout", timeout).nullOnly();
  }

  // What peers do.

  Scenario peer(int number) {
    return step("peer " + number, s -> s.peer(number, s.scenario.peerType, s.scenario.properties));
  }

  Scenario peer(int number, String claimed, String identity) {
    byte[] property = ZmtpBytes.property("Identity", Text.octets(identity));
    return step("peer " + number + " is " + claimed, s -> s.peer(number, claimed, property));
  }

  Scenario again(Duration within) {
    return step(
        "comes again",
        s -> s.shaken(s.again(1, within), s.scenario.peerType, s.scenario.properties));
  }

  Scenario send(String octets) {
    return send(hex(octets));
  }

  Scenario send(byte[]... parts) {
    byte[] octets = concat(parts);
    return step("send " + Transcript.octets(octets), s -> s.peer().send(octets));
  }

  /** Sends a greeting, and goes on when the engine's has come: few peers do otherwise. */
  Scenario greets(byte[] greeting) {
    return send(greeting).step("read the greeting", NullCases::greeted);
  }

  /** Sends octets without the mechanism's cover. */
  Scenario sendRaw(byte[]... parts) {
    byte[] octets = concat(parts);
    return step("send " + Transcript.octets(octets), s -> s.peer().sendRaw(octets));
  }

  Scenario message(String... frames) {
    return send(ZmtpBytes.message(Text.frames(frames).toArray(new byte[0][])));
  }

  Scenario command(String name, byte[]... data) {
    return send(ZmtpBytes.command(name, data));
  }

  Scenario finish() {
    return step("FIN", s -> s.peer().finish());
  }

  Scenario reset() {
    return step("RST", s -> s.peer().reset());
  }

  Scenario goes(int number) {
    return step("peer " + number + " goes", s -> s.forget(number));
  }

  // What peers must get.

  Scenario expects(String octets) {
    return expects(hex(octets));
  }

  Scenario expects(byte[]... parts) {
    byte[] octets = concat(parts);
    return nullOnly().step("expect " + Transcript.octets(octets), s -> s.expects(octets));
  }

  Scenario gets(String... frames) {
    return step("expect the message " + List.of(frames), s -> s.gets(Text.frames(frames)));
  }

  Scenario told(String name, byte[]... data) {
    return step("expect " + name, s -> s.command(name, concat(data)));
  }

  Scenario toldAny(String name) {
    return step("expect " + name, s -> s.command(name));
  }

  Scenario closes() {
    return step("expect the connection to close", s -> s.closes(s.patience));
  }

  Scenario alive() {
    return step(
        "PING is answered",
        s -> {
          if (!s.alive()) {
            throw new Failed("right: the connection stays open; it was closed");
          }
        });
  }

  /** Closed, or open and answering; what of both is reported. */
  Scenario survives() {
    return step("closed, or ignored", s -> s.note(s.alive() ? "ignored it" : "closed"));
  }

  Scenario quiet() {
    return quiet(Scene.MOMENT);
  }

  Scenario quiet(Duration howLong) {
    return step("nothing for " + howLong.toMillis() + " ms", s -> s.quiet(howLong));
  }

  // What the application does and gets.

  Scenario delivers(String... frames) {
    return step("deliver " + List.of(frames), s -> s.delivers(Text.frames(frames)));
  }

  Scenario delivers(List<byte[]> frames) {
    return step("deliver a message", s -> s.delivers(frames));
  }

  Scenario deliversNothing() {
    return step(
        "deliver nothing",
        s -> {
          List<byte[]> message = s.receive(Scene.MOMENT);
          if (message != null) {
            throw new Failed("right: nothing is delivered; was delivered: " + Scene.shown(message));
          }
        });
  }

  Scenario says(String... frames) {
    return says(Text.frames(frames));
  }

  Scenario says(List<byte[]> frames) {
    return step(
        "the application sends a message",
        s -> {
          if (!s.say(s.patience, frames)) {
            throw new Failed(
                "right: a message is taken; it was not within " + s.patience.toMillis() + " ms");
          }
        });
  }

  /** Sending waits, or fails. */
  Scenario holds(String... frames) {
    return step(
        "sending waits or fails",
        s -> {
          try {
            if (s.say(Scene.MOMENT, Text.frames(frames))) {
              throw new Failed("right: sending waits or fails; the message was taken");
            }
            s.note("sending waits");
          } catch (UnsupportedException e) {
            throw e;
          } catch (EngineException e) {
            s.note("sending fails: " + e.getMessage());
          }
        });
  }

  Scenario wish(EngineSocket.Wish wish, String name) {
    return step(wish + " " + name, s -> s.socket.wish(wish, Text.octets(name)));
  }

  Scenario subscribe(String topic) {
    return wish(EngineSocket.Wish.SUBSCRIBE, topic);
  }

  /** Does not apply to an engine whose subscriptions are messages, as in ZMTP 3.0. */
  Scenario subscribesByCommands() {
    return step("subscriptions are commands", Scene::subscribesByCommands);
  }

  Scenario unsubscribe(String topic) {
    return wish(EngineSocket.Wish.UNSUBSCRIBE, topic);
  }

  Scenario pause(int millis) {
    return step("wait " + millis + " ms", s -> Thread.sleep(millis));
  }

  /** What came before the message was skipped, or refused: it is no part of what is delivered. */
  Scenario deliversOrCloses(String text) {
    return step(
        "deliver " + text + ", or close",
        s -> {
          boolean open = s.alive();
          s.note(open ? "skipped" : "closed");
          if (open) {
            s.delivers(Text.frames(text));
          }
        });
  }

  Scenario step(String what, Action action) {
    steps.add(new Step(what, action));
    return this;
  }

  static byte[] more(String body) {
    return ZmtpBytes.frame(ZmtpBytes.MORE, Text.octets(body));
  }

  static byte[] last(String body) {
    return ZmtpBytes.message(Text.octets(body));
  }
}

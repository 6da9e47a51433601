package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.greeting;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.List;
import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;

/** Which socket types go together. */
final class CompatibilityCases extends SpecGroup {

  private static final String TYPE = "RFC 37 Socket-Type";

  CompatibilityCases() {
    super("SC", "Socket compatibility");
    List<String> alone =
        List.of(
            "REQ", "REP", "DEALER", "ROUTER", "PUB", "XPUB", "SUB", "XSUB", "PUSH", "PULL", "PAIR");
    for (int i = 0; i < alone.size(); i++) {
      should(i + 1, claim(alone.get(i)), TYPE, every(alone.get(i)));
    }
    should(12, "CLIENT and SERVER take each other alone", TYPE, every("CLIENT", "SERVER"));
    should(13, "RADIO and DISH take each other alone", TYPE, every("RADIO", "DISH"));
    should(14, "SCATTER and GATHER take each other alone", TYPE, every("SCATTER", "GATHER"));
    should(15, "PEER takes PEER alone", TYPE, every("PEER"));
    should(16, "CHANNEL takes CHANNEL alone", TYPE, every("CHANNEL"));
    should(
        17,
        "A Socket-Type that is none is refused",
        TYPE,
        Stream.of("push", "PUSHY", "", "PUSH\0")
            .map(
                type ->
                    socket("PULL")
                        .raw()
                        .bind()
                        .label(type.replace('\0', '0'))
                        .greets(greeting())
                        .send(ready(type))
                        .closes())
            .toArray(Scenario[]::new));
    should(
        18,
        "Attempts get rarer where the type is wrong",
        "RFC 37 Error Handling",
        socket("PULL")
            .raw()
            .connect()
            .option("reconnect_ivl", 50)
            .step(
                "a wrong type for 2 s",
                s -> {
                  int attempts = 0;
                  long end = System.nanoTime() + 2_000_000_000L;
                  s.peer();
                  do {
                    attempts++;
                    s.peer().send(greeting());
                    s.peer().take(64, Scene.MOMENT);
                    s.peer().send(ready("PUB"));
                    s.peer().take(200, Scene.MOMENT);
                  } while (System.nanoTime() < end
                      && s.comesAgain(
                          1, java.time.Duration.ofNanos(Math.max(1, end - System.nanoTime()))));
                  s.note(attempts + " attempts in 2 s");
                  if (attempts > 20) {
                    throw new Failed(
                        "right: attempts that get rarer; there were " + attempts + " in 2 s");
                  }
                })
            .isLast());
  }

  private static String claim(String type) {
    return type + " takes " + String.join(", ", Types.PEERS.get(type)) + " alone, others get ERROR";
  }

  private static Scenario[] every(String... types) {
    return Stream.of(types)
        .map(
            type ->
                socket(type)
                    .raw()
                    .bind()
                    .label(type)
                    .step("every type as peer", s -> every(s, type)))
        .toArray(Scenario[]::new);
  }

  private static void every(Scene scene, String type) {
    StringBuilder wrong = new StringBuilder();
    List<String> peers = Types.PEERS.getOrDefault(type, List.of());
    int number = 0;
    for (String peer : Types.ALL) {
      boolean fits = peers.contains(peer);
      if (Types.isExclusive(type)) {
        scene.closePeers();
      }
      scene.open(++number).send(greeting());
      NullCases.greeted(scene);
      scene.peer().send(ready(peer));
      String came = reaction(scene);
      if (!came.equals(fits ? "READY" : "ERROR")) {
        wrong.append(wrong.isEmpty() ? "" : ", ").append(peer).append(" got ").append(came);
      }
    }
    if (!wrong.isEmpty()) {
      throw new Failed("right: READY for " + peers + ", ERROR for others; " + wrong);
    }
  }

  /** READY and a connection that stays; ERROR and its end; or the end alone. */
  private static String reaction(Scene scene) {
    ZmtpFrame frame = scene.next(scene.peer(), scene.patience);
    if (frame != null && frame.commandName().equals("READY")) {
      if (scene.alive()) {
        return "READY";
      }
      return "READY and FIN";
    }
    if (frame == null) {
      return scene.peer().isClosed() ? "FIN" : "nothing";
    }
    scene.closes(scene.patience);
    return frame.commandName();
  }
}

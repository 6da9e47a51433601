package reactor.zmtp.test.spec;

import static reactor.zmtp.test.spec.FramingCases.x;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import reactor.zmtp.test.ZmtpBytes;

/** SCATTER and GATHER. */
final class ScatterGatherCases extends SpecGroup {

  private static final String SCATTER = "RFC 49 SCATTER";
  private static final String GATHER = "RFC 49 GATHER";

  ScatterGatherCases() {
    super("SG", "SCATTER/GATHER");
    shall(1, "A SCATTER sends to its peers in turn", SCATTER, Traffic.inTurn("SCATTER", 3, 3));
    must(
        2, "A message of two frames is not sent", SCATTER, ClientServerCases.refusesTwo("SCATTER"));
    shall(
        3,
        "Where all peers read nothing, sending waits or fails",
        SCATTER,
        Traffic.allStall("SCATTER"));
    must(
        4,
        "A message of two frames is discarded, or its sender disconnected",
        GATHER,
        ClientServerCases.oneFrame("GATHER"));
    shall(
        5,
        "A loud peer does not silence a quiet one",
        GATHER,
        Traffic.fair("GATHER", last("loud"), last("quiet")));
    shall(
        6,
        "A message is not modified",
        GATHER,
        socket("GATHER")
            .send("00 00")
            .send(ZmtpBytes.message(x(1 << 20).get(0)))
            .delivers("")
            .delivers(x(1 << 20)));
  }
}

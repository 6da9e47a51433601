package reactor.zmtp.test.spec;

import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.Arrays;
import java.util.List;

/** PEER and CHANNEL. */
final class PeerChannelCases extends SpecGroup {

  private static final String PEER = "RFC 51 PEER";
  private static final String CHANNEL = "RFC 52 CHANNEL";

  PeerChannelCases() {
    super("PC", "PEER/CHANNEL");
    shall(1, "Each peer has its own routing id", PEER, ClientServerCases.ids("PEER"));
    shall(
        2,
        "Connecting tells the routing id",
        PEER,
        socket("PEER")
            .connect()
            .step(
                "compare ids",
                s -> {
                  s.peer();
                  byte[] told = s.routingId();
                  s.peer().send(last("x"));
                  List<byte[]> message = s.received();
                  if (!Arrays.equals(told, message.get(0))) {
                    throw new Failed(
                        "right: the id of the peer; was told: "
                            + Text.of(told)
                            + ", delivered: "
                            + Scene.shown(message));
                  }
                }));
    shall(3, "An Identity is no routing id", PEER, ClientServerCases.notIdentity("PEER"));
    shall(4, "A message to nobody is an error", PEER, ClientServerCases.toNobody("PEER"));
    shall(
        5,
        "Where the peer reads nothing, sending waits or fails",
        PEER,
        ClientServerCases.stalls("PEER"));
    must(
        6,
        "A message of two frames is discarded, or its sender disconnected",
        PEER,
        ClientServerCases.oneFrame("PEER"));
    must(
        7,
        "A message of two frames is not sent",
        "RFC 51; RFC 52",
        socket("PEER")
            .step(
                "send two frames",
                s -> {
                  byte[] id = ClientServerCases.id(s, 1);
                  ClientServerCases.twoFrames(s, List.of(id, Text.octets("a"), Text.octets("b")));
                }),
        ClientServerCases.refusesTwo("CHANNEL"));
    may(8, "A second peer of a CHANNEL is refused", CHANNEL, PairCases.second("CHANNEL"));
    shall(9, "Messages go both ways at the same time", CHANNEL, PairCases.bothWays("CHANNEL"));
    must(
        10,
        "A message of two frames is discarded, or its sender disconnected",
        CHANNEL,
        ClientServerCases.oneFrame("CHANNEL"));
    shall(
        11, "Without a peer sending waits or fails", CHANNEL, socket("CHANNEL").bind().holds("x"));
  }
}

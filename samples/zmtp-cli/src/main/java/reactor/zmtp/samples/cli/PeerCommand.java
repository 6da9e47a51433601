package reactor.zmtp.samples.cli;

import picocli.CommandLine.Command;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.PeerSpec;
import reactor.zmtp.ZmqContext;

/** {@code peer}. */
@Command(
    name = "peer",
    description = {
      "Receives messages of PEER peers, and sends to them: the first of two frames is the peer's"
          + " routing id, 4 bytes, so --hex is of use.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class PeerCommand extends RoutingCommand<PeerSpec, PeerSocket> {

  PeerCommand(Console console) {
    super(console);
  }

  @Override
  PeerSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.peer()));
  }
}

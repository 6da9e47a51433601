package reactor.zmtp.samples.cli;

import picocli.CommandLine.Command;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.ZmqContext;

/** {@code router}. */
@Command(
    name = "router",
    description = {
      "Receives messages of REQ, DEALER and ROUTER peers, and sends to them: the first frame is"
          + " the peer's routing id, which is binary unless the peer has an --identity.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class RouterCommand extends EchoingCommand<RouterSpec, RouterSocket> {

  RouterCommand(Console console) {
    super(console);
  }

  @Override
  RouterSpec socket(ZmqContext zmq) {
    return withIdentity(withReceiveMarks(withSendMarks(zmq.router())));
  }
}

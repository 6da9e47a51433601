package reactor.zmtp.samples.cli;

import picocli.CommandLine.Command;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.ServerSpec;
import reactor.zmtp.ZmqContext;

/** {@code server}. */
@Command(
    name = "server",
    description = {
      "Receives messages of CLIENT peers, and sends to them: the first of two frames is the peer's"
          + " routing id, 4 bytes, so --hex is of use.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class ServerCommand extends EchoingCommand<ServerSpec, ServerSocket> {

  ServerCommand(Console console) {
    super(console);
  }

  @Override
  ServerSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.server()));
  }
}

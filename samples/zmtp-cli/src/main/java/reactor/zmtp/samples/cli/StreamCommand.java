package reactor.zmtp.samples.cli;

import picocli.CommandLine.Command;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.StreamSpec;
import reactor.zmtp.ZmqContext;

/** {@code stream}. */
@Command(
    name = "stream",
    description = {
      "Receives bytes of peers that speak plain TCP, and sends to them: the first of two frames is"
          + " the peer's routing id, 5 bytes, so --hex is of use. An empty second frame tells that a"
          + " peer came or went; sent, it closes the connection.",
      "Ends after --count received messages, when what standard input holds by then is sent too;"
          + " without --count when the input is sent. With an empty input it only receives."
    })
final class StreamCommand extends RoutingCommand<StreamSpec, StreamSocket> {

  StreamCommand(Console console) {
    super(console);
  }

  @Override
  StreamSpec socket(ZmqContext zmq) {
    return withReceiveMarks(withSendMarks(zmq.stream()));
  }
}

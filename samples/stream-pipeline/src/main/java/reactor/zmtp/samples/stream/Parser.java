package reactor.zmtp.samples.stream;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;

/** Makes trades of lines. It has no state: any number of them may come and go. */
final class Parser {

  private Parser() {}

  /** Works until the coordinator has gone. */
  static Mono<Void> run(ZmqContext zmq, Endpoints at, Duration pause) {
    Mono<PullSocket> lines =
        zmq.pull()
            .receiveHighWaterMark(Coordinator.MARK)
            .reconnectIntervalMax(Worker.RETRY)
            .connect(at.lines())
            .open();
    return Worker.run(
        lines,
        Worker.out(zmq, at.trades()),
        pull -> Worker.paced(pull.receive(), pause).map(Frames::parsed));
  }
}

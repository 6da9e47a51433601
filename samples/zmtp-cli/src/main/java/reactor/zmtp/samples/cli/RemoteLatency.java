package reactor.zmtp.samples.cli;

import java.util.Collections;
import java.util.function.Function;
import picocli.CommandLine.Command;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** {@code remote-lat}. */
@Command(
    name = "remote-lat",
    description = "Measures latency, asking side: connects, sends, waits for the echo, reports.")
final class RemoteLatency extends PerfCommand<ReqSpec, ReqSocket> {

  RemoteLatency(Console console) {
    super(console);
  }

  @Override
  ReqSpec spec(ZmqContext zmq) {
    return options.sending(zmq.req()).connect(endpoint);
  }

  @Override
  Function<ReqSocket, Mono<Void>> work() {
    int size = size();
    int count = count();
    Flux<ZmqMessage> requests = Flux.fromIterable(Collections.nCopies(count, message()));
    return socket ->
        socket
            .request(requests, 1)
            .doOnNext(reply -> check(reply, size))
            .count()
            .timed()
            .flatMap(replies -> report(replies.elapsed().toNanos(), size, count));
  }

  private Mono<Void> report(long nanos, int size, int count) {
    return report(
        "message size: %d [B]%nroundtrip count: %d%naverage latency: %.3f [us]%n",
        size, count, nanos / 1000.0 / (count * 2.0));
  }
}

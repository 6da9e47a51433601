package reactor.zmtp.samples.benchmarks.peer;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** Messages after silence, sent by a timer of the socket's own event loop. */
final class LoopTimer {

  private LoopTimer() {}

  static void pulse(Plan plan, Pulses pulses) {
    LoopResources loops = LoopResources.create("pulse", 1, true);
    Scheduler loop =
        Schedulers.fromExecutorService(loops.onServer(LoopResources.DEFAULT_NATIVE).next());
    Mono<ZmqMessage> next =
        Mono.defer(
            () -> {
              Duration pause = pulses.pause();
              return Mono.delay(pause, loop).map(tick -> ZmqMessage.wrap(pulses.after(pause)));
            });
    ZmqContext zmq = ZmqContext.builder().loopResources(loops).build();
    OursSockets.open(zmq.push(), plan).send(next.repeat()).block();
  }
}

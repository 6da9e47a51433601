package reactor.zmtp.samples.patterns.pirate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.zmtp.ZmqMessage;

/**
 * Request as a worker receives it: the envelope, which is the address of the client, what that has
 * sent before its empty frame, and the empty frame; then the request.
 */
record PirateTask(ZmqMessage message) {

  Mono<ZmqMessage> answer(Function<? super ZmqMessage, Mono<ZmqMessage>> handler) {
    return handler.apply(message.tail(envelope())).map(this::reply);
  }

  /** The same envelope, and the reply. */
  private ZmqMessage reply(ZmqMessage reply) {
    List<byte[]> frames = new ArrayList<>(message.frames().subList(0, envelope()));
    frames.addAll(reply.frames());
    return ZmqMessage.of(frames);
  }

  private int envelope() {
    int frames = 0;
    while (message.length(frames) > 0) {
      frames++;
    }
    return frames + 1;
  }
}

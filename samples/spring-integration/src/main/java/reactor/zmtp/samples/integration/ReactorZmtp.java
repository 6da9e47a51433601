package reactor.zmtp.samples.integration;

import reactor.core.publisher.Flux;
import reactor.zmtp.SubSocket;
import reactor.zmtp.TopicOverflow;
import reactor.zmtp.ZmqContext;

/** This library. */
final class ReactorZmtp implements Contender {

  private final ZmqContext zmq;

  ReactorZmtp(ZmqContext zmq) {
    this.zmq = zmq;
  }

  @Override
  public String name() {
    return "reactor-zmtp";
  }

  @Override
  public Flux<byte[]> pull(String endpoint) {
    return zmq.pull().connect(endpoint).receive().map(message -> message.bytes());
  }

  @Override
  public Shared sub(String endpoint, String topic) {
    SubSocket sub = zmq.sub().connect(endpoint).openNow();
    return new Shared() {
      @Override
      public Flux<String> messages() {
        return sub.topic(topic, TopicOverflow.LATEST, 64).map(message -> message.text(1));
      }

      @Override
      public void close() {
        sub.dispose();
      }
    };
  }
}

package reactor.zmtp.samples.integration;

import reactor.core.publisher.Flux;

/** A way to receive messages in a reactive application. */
interface Contender {

  String name();

  /** Messages of a PULL that connects; it is there as long as it is subscribed to. */
  Flux<byte[]> pull(String endpoint);

  /** One SUB that connects, for any number of subscribers. */
  Shared sub(String endpoint, String topic);

  /** What many subscribe to. */
  interface Shared extends AutoCloseable {

    /** Payloads of its messages. */
    Flux<String> messages();

    @Override
    void close();
  }
}

package reactor.zmtp.interop;

import reactor.core.publisher.Mono;

/** A socket of another implementation that exchanges {@link Traffic} with one of ours. */
interface Foreign extends AutoCloseable {

  /** Where it is bound; for one that is. */
  String endpoint();

  /**
   * Waits until it has sent and received all that it was to; an error if a message that came
   * differs from the one that is due.
   */
  Mono<Void> end();

  @Override
  void close();
}

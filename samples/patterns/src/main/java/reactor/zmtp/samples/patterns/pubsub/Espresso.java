package reactor.zmtp.samples.patterns.pubsub;

import reactor.core.publisher.Flux;
import reactor.zmtp.PairSpec;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.ZmqSocket;

/**
 * Espresso, of the guide's chapter 5 "Pub-Sub Tracing (Espresso Pattern)": a forwarder of
 * publish-subscribe that shows what passes, messages one way and subscriptions the other. A
 * listener that is slow loses copies, and holds up nobody.
 */
public final class Espresso {

  private Espresso() {}

  /**
   * Runs a forwarder.
   *
   * @param publishers bound or connected, where messages come from; stays the caller's
   * @param subscribers bound, where they go; stays the caller's
   * @param tap makes both ends of the wire that copies take; they wait for it to be there, as far
   *     as its high-water mark allows
   * @return a copy of all that passes; the forwarder runs while it is subscribed to
   */
  public static Flux<ZmqMessage> run(XSubSocket publishers, XPubSocket subscribers, PairSpec tap) {
    return Flux.usingWhen(
        tap.bind("tcp://127.0.0.1:*").open(),
        listener ->
            Flux.usingWhen(
                ZmqProxy.between(publishers, subscribers)
                    .capture(tap.immediate(false).connect(listener.address()))
                    .start(),
                proxy -> listener.receive().takeUntilOther(proxy.onDispose()),
                ZmqProxy::terminate),
        ZmqSocket::disposeLater);
  }
}

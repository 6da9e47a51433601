package reactor.zmtp.observation;

import reactor.core.publisher.Mono;
import reactor.zmtp.PushSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.watch.Anywhere;

/**
 * A ROUTER/DEALER proxy, and behind it a REP that pushes each request to a PULL before it replies.
 * It is told where that is, and tells where the proxy is, and each span that ends.
 */
final class OtherProcess {

  private OtherProcess() {}

  public static void main(String[] args) {
    Spans spans = new Spans(span -> System.out.println("span " + span));
    ZmqContext zmq = ZmqContext.create();
    ZmqProxy proxy =
        ZmqProxy.between(
                zmq.router().name("front").observation(spans.registry()).bind(Anywhere.endpoint()),
                zmq.dealer().name("back").observation(spans.registry()).bind(Anywhere.endpoint()))
            .start()
            .block();
    PushSocket push =
        zmq.push().name("jobs").observation(spans.registry()).connect(args[0]).openNow();
    RepSocket rep =
        zmq.rep()
            .name("service")
            .observation(spans.registry())
            .connect(proxy.backend().address())
            .openNow();
    rep.reply(
            request ->
                push.send(ZmqMessage.of("job of " + request.text()))
                    .then(Mono.just(ZmqMessage.of("done"))))
        .subscribe();
    System.out.println("at " + proxy.frontend().address());
    proxy.onDispose().block();
  }
}

package reactor.zmtp.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.AlreadyReceivingException;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.ProxySpec;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.UnroutableException;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.ZmqProxy;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Scene;

/** How a proxy begins and ends. */
class ProxyLifeCycleTest extends Scene {

  @Test
  void terminatingDisposesOfTheSocketsItHasOpened() {
    ZmqProxy proxy =
        await(
            ZmqProxy.between(
                    zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()))
                .start());

    await(proxy.terminate());

    assertThat(zmq.sockets()).isEmpty();
  }

  @Test
  void terminatingLeavesLiveSocketsAlone() {
    PullSocket frontend = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket backend = open(zmq.push().bind(Anywhere.endpoint()));

    await(await(ZmqProxy.between(frontend, backend).start()).terminate());

    assertThat(frontend.isDisposed()).isFalse();
    assertThat(backend.isDisposed()).isFalse();
    assertThat(zmq.sockets()).hasSize(2);
  }

  @Test
  void aSpecStartsAnyNumberOfProxies() {
    ProxySpec spec =
        ZmqProxy.between(
            zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()));

    keep(await(spec.start()));
    keep(await(spec.start()));

    assertThat(zmq.sockets()).hasSize(4);
  }

  @Test
  void cancellingARunEndsIt() {
    PullSocket frontend = open(zmq.pull().bind(Anywhere.endpoint()));
    Disposable run =
        ZmqProxy.between(frontend, open(zmq.push().bind(Anywhere.endpoint()))).run().subscribe();
    PushSocket push = open(zmq.push().connect(address(frontend)));

    run.dispose();
    await(push.send(ZmqMessage.of("late")));

    assertThat(await(frontend.receive().next()).text()).isEqualTo("late");
  }

  @Test
  void cancellingARunDisposesOfTheSocketsItHasOpened() {
    Disposable run =
        ZmqProxy.between(zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()))
            .run()
            .subscribe();
    until(() -> zmq.sockets().size() == 2);

    run.dispose();

    until(() -> zmq.sockets().isEmpty());
  }

  @Test
  void disposingOfASocketEndsIt() {
    PullSocket frontend = open(zmq.pull().bind(Anywhere.endpoint()));
    PushSocket backend = open(zmq.push().bind(Anywhere.endpoint()));
    ZmqProxy first = await(ZmqProxy.between(frontend, backend).start());

    await(frontend.disposeLater());

    StepVerifier.create(first.onDispose()).expectComplete().verify(PATIENCE);
    assertThat(first.isDisposed()).isTrue();
  }

  @Test
  void disposingOfTheContextEndsIt() {
    ZmqProxy proxy =
        await(
            ZmqProxy.between(
                    zmq.router().bind(Anywhere.endpoint()), zmq.dealer().bind(Anywhere.endpoint()))
                .start());

    await(zmq.disposeLater());

    StepVerifier.create(proxy.onDispose()).expectComplete().verify(PATIENCE);
  }

  @Test
  void aReplyForNobodyEndsAProxyWithAMandatoryRouter() {
    ZmqProxy proxy =
        await(
            ZmqProxy.between(
                    zmq.router().mandatory(true).bind(Anywhere.endpoint()),
                    zmq.dealer().bind(Anywhere.endpoint()))
                .start());
    DealerSocket worker = open(zmq.dealer().connect(address(proxy.backend())));

    await(worker.send(ZmqMessage.of("nobody", "reply")));

    StepVerifier.create(proxy.onDispose()).expectError(UnroutableException.class).verify(PATIENCE);
    assertThat(zmq.sockets()).containsExactly(worker);
  }

  @Test
  void twoSocketsThatOnlySendHaveNothingToDo() {
    StepVerifier.create(
            ZmqProxy.between(
                    zmq.push().bind(Anywhere.endpoint()), zmq.push().bind(Anywhere.endpoint()))
                .start())
        .expectErrorMatches(
            e ->
                e instanceof IllegalArgumentException
                    && e.getMessage().contains("between PUSH and PUSH"))
        .verify(PATIENCE);
    assertThat(zmq.sockets()).isEmpty();
  }

  @Test
  void aSocketThatSomebodyReceivesFromIsRefused() {
    PullSocket frontend = open(zmq.pull().bind(Anywhere.endpoint()));
    keep(frontend.receive().subscribe());

    Mono<Void> run = ZmqProxy.between(frontend, open(zmq.push().bind(Anywhere.endpoint()))).run();

    StepVerifier.create(run).expectError(AlreadyReceivingException.class).verify(PATIENCE);
  }

  @Test
  void ifOneSocketCannotBeOpenedTheOtherIsDisposedOf() {
    PullSocket taken = open(zmq.pull().bind(Anywhere.endpoint()));

    StepVerifier.create(
            ZmqProxy.between(zmq.pull().bind(Anywhere.endpoint()), zmq.push().bind(address(taken)))
                .start())
        .expectError(AddressInUseException.class)
        .verify(PATIENCE);

    assertThat(zmq.sockets()).containsExactly(taken);
  }
}

package reactor.zmtp.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import reactor.zmtp.AddressInUseException;
import reactor.zmtp.BindException;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.BindFailed;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** What cannot be bound fails with the reason, and leaves nothing behind. */
class BindFailureTest extends Scene {

  private final Events events = new Events();

  @Test
  void anAddressThatAnotherSocketHasIsInUse() {
    String taken = address(open(zmq.pull().bind("tcp://127.0.0.1:*")));
    PullSocket pull = open(zmq.pull());

    StepVerifier.create(pull.bind(taken))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(AddressInUseException.class)
                    .hasMessageContaining(taken)
                    .hasMessageContaining("in use"))
        .verify(PATIENCE);
  }

  @Test
  void anAddressThatTheSameSocketHasIsInUse() {
    PullSocket pull = open(zmq.pull().bind("tcp://127.0.0.1:*"));

    StepVerifier.create(pull.bind(address(pull)))
        .expectError(AddressInUseException.class)
        .verify(PATIENCE);
    assertThat(pull.endpoints()).hasSize(1);
  }

  @Test
  void anAddressThatSomethingElseHasIsInUse() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PullSocket pull = open(zmq.pull());

      StepVerifier.create(pull.bind("tcp://127.0.0.1:" + other.getLocalPort()))
          .expectErrorSatisfies(
              e -> assertThat(((AddressInUseException) e).endpoint()).startsWith("tcp://127.0"))
          .verify(PATIENCE);
    }
  }

  @Test
  void anAddressOfAnotherMachineCannotBeBound() {
    PullSocket pull = open(zmq.pull());

    StepVerifier.create(pull.bind("tcp://192.0.2.1:*"))
        .expectErrorSatisfies(
            e ->
                assertThat(e)
                    .isInstanceOf(BindException.class)
                    .hasMessageContaining("no interface of this machine has that address"))
        .verify(PATIENCE);
  }

  @Test
  void anInterfaceThatIsNotThereIsNoEndpoint() {
    PullSocket pull = open(zmq.pull());

    StepVerifier.create(pull.bind("tcp://nic99:*"))
        .expectError(InvalidEndpointException.class)
        .verify(PATIENCE);
  }

  @Test
  void anAcceptFilterThatIsNoneFailsTheOpening() {
    StepVerifier.create(zmq.pull().acceptFilter("10.0.0.0/99").bind("tcp://127.0.0.1:*").open())
        .expectErrorSatisfies(e -> assertThat(e).hasMessageContaining("10.0.0.0/99"))
        .verify(PATIENCE);
    assertThat(zmq.sockets()).isEmpty();
  }

  @Test
  void aSocketThatCouldNotBeBoundIsStillGood() {
    String taken = address(open(zmq.pull().bind("tcp://127.0.0.1:*")));
    PullSocket pull = open(zmq.pull().doOnEvent(events));
    StepVerifier.create(pull.bind(taken)).expectError().verify(PATIENCE);
    events.await(BindFailed.class);

    await(pull.bind("tcp://127.0.0.1:*"));

    join(pull, "PUSH");
  }

  @Test
  void anOpeningThatFailsLeavesNothingBehind() throws IOException {
    String taken = address(open(zmq.pull().bind("tcp://127.0.0.1:*")));
    int free;
    try (ServerSocket before = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = before.getLocalPort();
    }

    StepVerifier.create(zmq.pull().bind("tcp://127.0.0.1:" + free).bind(taken).open())
        .expectError(AddressInUseException.class)
        .verify(PATIENCE);

    assertThat(zmq.sockets()).hasSize(1);
    StepVerifier.create(ZmtpPeer.connect("tcp://127.0.0.1:" + free)).expectError().verify(PATIENCE);
  }

  @Test
  void aBindThatIsTriedAgainMaySucceed() {
    PullSocket first = open(zmq.pull().bind("tcp://127.0.0.1:*"));
    String endpoint = address(first);
    PullSocket second = open(zmq.pull());
    StepVerifier.create(second.bind(endpoint)).expectError().verify(PATIENCE);

    await(first.disposeLater());
    await(second.bind(endpoint));

    assertThat(address(second)).isEqualTo(endpoint);
  }
}

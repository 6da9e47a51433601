package reactor.zmtp.transport.address;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.transport.address.Nics.ip;

import io.netty.channel.DefaultEventLoop;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.resolver.NameResolver;
import io.netty.resolver.SimpleNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.zmtp.InvalidEndpointException;

class AddressResolutionTest {

  private static final String NAME = "tcp://server1:5555";

  private final DefaultEventLoop loop = new DefaultEventLoop();
  private final FakeDns dns = new FakeDns();

  @AfterEach
  void stop() throws InterruptedException {
    dns.close();
    assertThat(loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).await(10, TimeUnit.SECONDS))
        .isTrue();
  }

  private Future<List<SocketAddress>> resolve(String endpoint, boolean ipv6) {
    return new AddressResolution(TcpConnectAddress.parse(endpoint), () -> dns, ipv6)
        .resolveAll(loop);
  }

  private static List<SocketAddress> found(Future<List<SocketAddress>> future)
      throws InterruptedException {
    assertThat(future.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(future.cause()).isNull();
    return future.getNow();
  }

  private static Throwable failure(Future<?> future) throws InterruptedException {
    assertThat(future.await(10, TimeUnit.SECONDS)).isTrue();
    return future.cause();
  }

  private static InetSocketAddress at(String address) {
    return new InetSocketAddress(ip(address), 5555);
  }

  @Test
  void aNumericAddressIsNotLookedUp() throws Exception {
    assertThat(found(resolve("tcp://192.0.2.1:5555", false))).containsExactly(at("192.0.2.1"));
    assertThat(dns.asked).isEmpty();
  }

  @Test
  void everyAddressOfANameIsFoundInTheResolversOrder() throws Exception {
    dns.answer("192.0.2.3", "192.0.2.1", "192.0.2.2");

    assertThat(found(resolve(NAME, false)))
        .containsExactly(at("192.0.2.3"), at("192.0.2.1"), at("192.0.2.2"));
    assertThat(dns.asked).containsExactly("server1");
  }

  @Test
  void anAddressIsTriedOnce() throws Exception {
    dns.answer("192.0.2.1", "192.0.2.2", "192.0.2.1");

    assertThat(found(resolve(NAME, false))).containsExactly(at("192.0.2.1"), at("192.0.2.2"));
  }

  @Test
  void ipv6AddressesAreDroppedWithoutIpv6() throws Exception {
    dns.answer("2001:db8::1", "192.0.2.1");

    assertThat(found(resolve(NAME, false))).containsExactly(at("192.0.2.1"));
  }

  @Test
  void ipv6AddressesComeFirstWithIpv6() throws Exception {
    dns.answer("192.0.2.1", "2001:db8::2", "192.0.2.2", "2001:db8::1");

    assertThat(found(resolve(NAME, true)))
        .containsExactly(at("2001:db8::2"), at("2001:db8::1"), at("192.0.2.1"), at("192.0.2.2"));
  }

  @Test
  void aNameIsAskedForAnewEachTime() throws Exception {
    AddressResolution resolution =
        new AddressResolution(TcpConnectAddress.parse(NAME), () -> dns, false);
    dns.answer("192.0.2.1");
    found(resolution.resolveAll(loop));
    dns.answer("192.0.2.2");

    assertThat(found(resolution.resolveAll(loop))).containsExactly(at("192.0.2.2"));
  }

  @Test
  void aNameWithIpv6AddressesAloneNeedsIpv6() throws Exception {
    dns.answer("2001:db8::1");

    assertThat(failure(resolve(NAME, false)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage(
            "host \"server1\" has no IPv4 address; it has an IPv6 address, which needs ipv6(true)");
  }

  @Test
  void aNameWithoutAddressesIsToldSo() throws Exception {
    dns.answer();

    assertThat(failure(resolve(NAME, true)))
        .isInstanceOf(UnknownHostException.class)
        .hasMessage("host \"server1\" has no IPv6 or IPv4 address");
  }

  @Test
  void theResolversErrorIsPassedOn() throws Exception {
    UnknownHostException error = new UnknownHostException("server1: no such name");
    dns.fail(error);

    assertThat(failure(resolve(NAME, false))).isSameAs(error);
  }

  @Test
  void anIpv6AddressWithoutIpv6Fails() throws Exception {
    assertThat(failure(resolve("tcp://[::1]:5555", false)))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("needs ipv6(true)");
  }

  @Test
  void aResolverThatIsClosedFailsTheAttempt() throws Exception {
    dns.broken = new IllegalStateException("closed");

    assertThat(failure(resolve(NAME, false))).hasRootCause(dns.broken);
  }

  @Test
  void anAnswerAfterACancelIsIgnored() throws Exception {
    Future<List<SocketAddress>> result = resolve(NAME, false);
    result.cancel(false);
    dns.pending().setSuccess(List.of(ip("192.0.2.1")));
    loop.submit(() -> {}).await();

    assertThat(result.isCancelled()).isTrue();
  }

  @Test
  void theResultIsToldOnTheLoop() throws Exception {
    Promise<Boolean> onLoop = loop.newPromise();
    resolve(NAME, false).addListener(done -> onLoop.setSuccess(loop.inEventLoop()));
    dns.pending().setSuccess(List.of(ip("192.0.2.1")));

    assertThat(onLoop.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(onLoop.getNow()).isTrue();
  }

  /** Answers what it was told to, or, told nothing, leaves the question open. */
  private static final class FakeDns extends AddressResolverGroup<InetSocketAddress> {

    final List<String> asked = new ArrayList<>();
    @Nullable RuntimeException broken;
    private @Nullable List<InetAddress> answer;
    private @Nullable Exception failure;
    private @Nullable Promise<List<InetAddress>> pending;

    void answer(String... addresses) {
      List<InetAddress> all = new ArrayList<>();
      for (String address : addresses) {
        all.add(ip(address));
      }
      answer = all;
    }

    void fail(Exception error) {
      failure = error;
    }

    Promise<List<InetAddress>> pending() {
      return Objects.requireNonNull(pending, "nothing was asked");
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      if (broken != null) {
        throw broken;
      }
      NameResolver<InetAddress> names =
          new SimpleNameResolver<>(executor) {
            @Override
            protected void doResolve(String name, Promise<InetAddress> promise) {
              throw new AssertionError("all addresses are asked for");
            }

            @Override
            protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
              asked.add(name);
              if (failure != null) {
                promise.setFailure(failure);
              } else if (answer != null) {
                promise.setSuccess(answer);
              } else {
                pending = promise;
              }
            }
          };
      return new InetSocketAddressResolver(executor, names);
    }
  }
}

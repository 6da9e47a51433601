package reactor.zmtp.security;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.zmtp.security.Certificates.AUTHORITY;
import static reactor.zmtp.security.Certificates.ELSEWHERE;
import static reactor.zmtp.security.Certificates.SERVER;
import static reactor.zmtp.security.Certificates.certified;
import static reactor.zmtp.security.Certificates.client;
import static reactor.zmtp.security.Certificates.server;
import static reactor.zmtp.security.Certificates.serverContext;

import io.netty.pkitesting.X509Bundle;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.tcp.SslProvider;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PullSocket;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** The host of an endpoint is the name that the server is asked for, and has to have. */
class TlsHostNameTest extends Scene {

  private static final String ANY = "tcp://127.0.0.1:*";

  private final AddressResolverGroup<InetSocketAddress> everythingIsHere = new EverythingIsHere();
  private final ZmqContext named =
      ZmqContext.builder().ioThreads(1).resolver(everythingIsHere).build();

  @AfterEach
  void dispose() {
    await(named.disposeLater());
    everythingIsHere.close();
  }

  /** SNI. */
  @Test
  void aServerMayHaveACertificateForEachOfItsNames() {
    X509Bundle feed = certified("CN=feed", AUTHORITY, b -> b.addSanDnsName("feed.example"));
    SslProvider provider =
        SslProvider.builder()
            .sslContext(serverContext(SERVER, context -> {}))
            .addSniMapping(
                "feed.example", spec -> spec.sslContext(serverContext(feed, context -> {})))
            .build();
    PairSocket one = open(zmq.pair().tls(provider).bind(ANY));

    assertThat(whoIsAt(one, "127.0.0.1")).isEqualTo("CN=server");
    assertThat(whoIsAt(one, "feed.example")).isEqualTo("CN=feed");
    assertThat(whoIsAt(one, "localhost")).isEqualTo("CN=server");
  }

  private String whoIsAt(PairSocket one, String host) {
    PairSocket other =
        open(named.pair().tls(client()).connect(address(one).replace("127.0.0.1", host)));
    await(one.send(ZmqMessage.of("it is me")));
    String user = String.valueOf(await(other.receive().next()).peer().userId());
    await(other.disposeLater());
    until(one, metrics -> metrics.peers() == 0);
    return user;
  }

  @Test
  void aServerThatHasTheNameIsNotRefused() {
    PullSocket pull = open(zmq.pull().tls(server(ELSEWHERE, context -> {})).bind(ANY));
    var push =
        open(
            named
                .push()
                .tls(client())
                .connect(address(pull).replace("127.0.0.1", "elsewhere.example")));

    await(push.send(ZmqMessage.of("hello")));

    assertThat(await(pull.receive().next()).text()).isEqualTo("hello");
  }

  @Test
  void aServerOfAnotherNameIsRefused() {
    Events events = new Events();
    PullSocket pull = open(zmq.pull().tls(server(ELSEWHERE, context -> {})).bind(ANY));
    open(
        named
            .push()
            .tls(client())
            .doOnEvent(events)
            .connect(address(pull).replace("127.0.0.1", "nowhere.example")));

    HandshakeFailed failed = events.await(HandshakeFailed.class);
    assertThat(failed.reason()).isEqualTo(HandshakeFailure.TLS);
    assertThat(failed.cause()).hasMessageContaining("nowhere.example");
  }

  /** A name service that knows one answer. */
  private static final class EverythingIsHere extends AddressResolverGroup<InetSocketAddress> {

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
      return new InetNameResolver(executor) {
        @Override
        protected void doResolve(String name, Promise<InetAddress> promise) {
          promise.setSuccess(InetAddress.getLoopbackAddress());
        }

        @Override
        protected void doResolveAll(String name, Promise<List<InetAddress>> promise) {
          promise.setSuccess(List.of(InetAddress.getLoopbackAddress()));
        }
      }.asAddressResolver();
    }
  }
}

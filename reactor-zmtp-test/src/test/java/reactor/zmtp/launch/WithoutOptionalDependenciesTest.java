package reactor.zmtp.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.zmtp.PullSocket;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** An application that has brought neither Micrometer nor an HTTP server. */
class WithoutOptionalDependenciesTest {

  @TempDir private Path folder;

  @Test
  void socketsThatCouldBeObservedAndRoutesWorkWithoutThem() throws Exception {
    assertThat(new Application(folder).onTheClassPath(WithoutThem.class))
        .contains(
            "no io.micrometer.observation.ObservationRegistry",
            "no reactor.netty.http.server.HttpServer",
            "8 specs",
            "hello back")
        .doesNotContain("NoClassDefFoundError");
  }

  /** The application. */
  static final class WithoutThem {

    private WithoutThem() {}

    public static void main(String[] args) {
      for (String name :
          List.of(
              "io.micrometer.observation.ObservationRegistry",
              "reactor.netty.http.server.HttpServer")) {
        try {
          Class.forName(name);
        } catch (ClassNotFoundException e) {
          System.out.println("no " + e.getMessage());
        }
      }
      ZmqContext zmq = ZmqContext.create();
      List<SocketSpec<?, ?>> specs =
          List.of(
              zmq.req().name("a"),
              zmq.rep().name("a"),
              zmq.push().name("a"),
              zmq.pull().name("a"),
              zmq.pub().name("a"),
              zmq.sub().name("a"),
              zmq.dealer().name("a"),
              zmq.router().name("a"));
      System.out.println(specs.size() + " specs");
      specs.forEach(spec -> spec.openNow().close());
      RepSocket rep = zmq.rep().bind("tcp://127.0.0.1:*").openNow();
      rep.reply(request -> Mono.just(ZmqMessage.of(request.text() + " back"))).subscribe();
      ReqSocket req = zmq.req().connect(rep.address()).openNow();
      ZmqMessage reply = req.request(ZmqMessage.of("hello")).block();
      PullSocket pull = zmq.pull().bind("ws://127.0.0.1:*/zmq").openNow();
      zmq.push().connect(pull.address()).send(Mono.justOrEmpty(reply)).subscribe();
      System.out.println(pull.receive().map(ZmqMessage::text).blockFirst());
      System.exit(0);
    }
  }
}

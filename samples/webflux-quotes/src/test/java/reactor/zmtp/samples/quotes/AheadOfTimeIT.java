package reactor.zmtp.samples.quotes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.zmtp.RepSocket;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/** The application from what Spring Boot has made of it ahead of time. */
class AheadOfTimeIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void itsSocketsAreThoseOfItsProperties() throws Exception {
    try (ZmqContext zmq = ZmqContext.create()) {
      RepSocket orders = zmq.rep().bind("tcp://127.0.0.1:*").openNow();
      orders
          .reply(order -> Mono.just(ZmqMessage.of("{\"status\":\"filled\",\"detail\":\"1.00\"}")))
          .subscribe();
      try (ApplicationProcess application =
          ApplicationProcess.start(
              QuotesApplication.class,
              List.of("-Dspring.aot.enabled=true", "-XX:TieredStopAtLevel=1"),
              "zmtp.sockets.orders.connect=" + orders.address(),
              "zmtp.sockets.reports.bind=tcp://127.0.0.1:*")) {
        HttpClient client = HttpClient.newConnection().host("127.0.0.1").port(application.port());

        assertThat(
                client
                    .headers(headers -> headers.set("Content-Type", "application/json"))
                    .post()
                    .uri("/orders")
                    .send(ByteBufFlux.fromString(Mono.just("{\"symbol\":\"AAPL\",\"quantity\":1}")))
                    .responseContent()
                    .aggregate()
                    .asString()
                    .block(PATIENCE))
            .isEqualTo("{\"status\":\"filled\",\"detail\":\"1.00\"}");
        assertThat(
                client
                    .get()
                    .uri("/actuator/health/zmtp")
                    .responseContent()
                    .aggregate()
                    .asString()
                    .block(PATIENCE))
            .contains("\"orders\"", "\"quotes\"", "\"reports\"");
      }
    }
  }
}

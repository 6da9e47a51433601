package reactor.zmtp.samples.quotes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.ZmqContext;

/** The web application: its ZeroMQ context, sockets and specs are beans. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class Quotes {

  /**
   * Starts the application.
   *
   * @param args Spring Boot's
   */
  public static void main(String[] args) {
    SpringApplication.run(Quotes.class, args);
  }

  @Bean
  ZmqContext zmq() {
    return ZmqContext.create();
  }

  /** Not a socket yet: each request for quotes opens one of its own. */
  @Bean
  SubSpec feed(ZmqContext zmq, QuotesProperties properties) {
    return zmq.sub().connect(properties.feed());
  }

  /** One socket for all orders, any number of them at a time: a slow one holds up no other. */
  @Bean
  ReqSocket orders(ZmqContext zmq, QuotesProperties properties) {
    return zmq.req()
        .correlate(true)
        .connect(properties.orders())
        .open()
        .blockOptional()
        .orElseThrow();
  }
}

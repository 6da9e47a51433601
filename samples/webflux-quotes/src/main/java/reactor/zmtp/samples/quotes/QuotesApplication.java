package reactor.zmtp.samples.quotes;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The web application. Its sockets are in {@code application.properties}. */
@SpringBootApplication(proxyBeanMethods = false)
public class QuotesApplication {

  /**
   * Starts the application.
   *
   * @param args Spring Boot's
   */
  public static void main(String[] args) {
    SpringApplication.run(QuotesApplication.class, args);
  }
}

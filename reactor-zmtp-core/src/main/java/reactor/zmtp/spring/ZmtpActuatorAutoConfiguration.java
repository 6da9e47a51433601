package reactor.zmtp.spring;

import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMetrics;
import reactor.zmtp.spring.SocketProperties.HealthRule;

/** Configures health, meters and the endpoint of the sockets, where the actuator is there. */
@AutoConfiguration(after = ZmtpAutoConfiguration.class)
@SuppressWarnings("exports") // an optional module cannot be required of others
public final class ZmtpActuatorAutoConfiguration {

  /** For Spring. */
  public ZmtpActuatorAutoConfiguration() {}

  /** Health of each named socket. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthContributor.class, ConditionalOnEnabledHealthIndicator.class})
  static final class SocketHealth {

    @Bean
    @ConditionalOnEnabledHealthIndicator("zmtp")
    @ConditionalOnMissingBean(name = "zmtpHealthContributor")
    CompositeHealthContributor zmtpHealthContributor(NamedSockets sockets) {
      Map<String, SocketHealthIndicator> all = new TreeMap<>();
      for (String name : sockets.names()) {
        if (sockets.properties(name).health() != HealthRule.IGNORED) {
          all.put(name, new SocketHealthIndicator(sockets, name));
        }
      }
      return CompositeHealthContributor.fromMap(all);
    }
  }

  /** Meters of the context. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(MeterBinder.class)
  static final class Meters {

    @Bean
    @ConditionalOnMissingBean
    ZmqMetrics zmqMetrics(ZmqContext context) {
      return ZmqMetrics.of(context);
    }
  }

  /** The endpoint. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
  static final class Sockets {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnAvailableEndpoint
    ZmtpEndpoint zmtpEndpoint(ZmqContext context, NamedSockets sockets) {
      return new ZmtpEndpoint(context, sockets);
    }
  }
}

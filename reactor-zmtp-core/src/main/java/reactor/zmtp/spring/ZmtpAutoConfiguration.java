package reactor.zmtp.spring;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.codec.ByteArrayDecoder;
import org.springframework.core.codec.ByteArrayEncoder;
import org.springframework.core.codec.ByteBufferDecoder;
import org.springframework.core.codec.ByteBufferEncoder;
import org.springframework.core.codec.CharSequenceEncoder;
import org.springframework.core.codec.Decoder;
import org.springframework.core.codec.Encoder;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import org.springframework.http.codec.json.JacksonJsonEncoder;
import org.springframework.messaging.handler.invocation.reactive.InvocableHandlerMethod;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.netty.http.server.HttpServer;
import reactor.zmtp.ZmqContext;
import tools.jackson.databind.json.JsonMapper;

/** Configures a context, and the sockets that {@code zmtp.sockets} names. */
@SuppressWarnings("exports") // an optional module cannot be required of others
@AutoConfiguration(
    afterName =
        "org.springframework.boot.reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration")
@EnableConfigurationProperties(ZmtpProperties.class)
@Import(NamedSocketsRegistrar.class)
@ImportRuntimeHints(ZmtpRuntimeHints.class)
public final class ZmtpAutoConfiguration {

  /** For Spring. */
  public ZmtpAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  ZmqContext zmqContext(
      ZmtpProperties properties, ObjectProvider<ZmqContextCustomizer> customizers) {
    ZmqContext.Builder builder = ZmqContext.builder();
    PropertyMapper.get().from(properties::ioThreads).to(builder::ioThreads);
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  @Bean
  @ConditionalOnMissingBean
  ZmtpConnectionDetails zmtpConnectionDetails(ZmtpProperties properties) {
    return socket -> {
      List<String> connect = Objects.requireNonNull(properties.sockets().get(socket)).connect();
      return connect == null ? List.of() : connect;
    };
  }

  @Bean(NamedSocketsRegistrar.SOCKETS)
  NamedSockets zmtpNamedSockets(
      ZmqContext context,
      ZmtpProperties properties,
      ZmtpConnectionDetails details,
      BeanFactory beans) {
    return new NamedSockets(context, properties, details, beans);
  }

  @Bean
  ContextEnd zmtpContextEnd(ZmqContext context) {
    return new ContextEnd(context);
  }

  /** The context's event loops are those of the web server and its clients. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ReactorResourceFactory.class)
  static final class SharedLoops {

    @Bean
    @Order(0)
    ZmqContextCustomizer sharedLoops(
        ZmtpProperties properties, ObjectProvider<ReactorResourceFactory> resources) {
      return builder -> {
        if (properties.ioThreads() == null) {
          resources.ifAvailable(
              all -> builder.loopResources(Objects.requireNonNull(all.getLoopResources())));
        }
      };
    }
  }

  /** Sockets that are served at paths of the application. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
  @ConditionalOnClass({RouterFunction.class, HttpServer.class})
  static final class Routing {

    @Bean(WebSocketPath.ROUTES)
    @Order(Ordered.HIGHEST_PRECEDENCE) // before those for whatever has no other
    RouterFunction<ServerResponse> zmtpSocketRoutes(ZmtpProperties properties, BeanFactory beans) {
      return SocketRoutes.of(properties, beans);
    }
  }

  /** Methods that messages are given to. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(InvocableHandlerMethod.class)
  static final class Listening {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** As long as Spring waits for one phase of the end. */
    @Bean
    Listeners zmtpListeners(
        ConfigurableListableBeanFactory beans,
        NamedSockets sockets,
        ZmtpCodecs codecs,
        Environment environment) {
      Duration patience =
          Binder.get(environment)
              .bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
              .orElseGet(() -> PATIENCE);
      return new Listeners(beans, sockets, codecs, patience);
    }

    @Bean
    @ConditionalOnMissingBean
    ZmtpCodecs zmtpCodecs(ObjectProvider<JsonCodec> json) {
      List<Encoder<?>> encoders =
          new ArrayList<>(
              List.of(
                  new ByteArrayEncoder(),
                  new ByteBufferEncoder(),
                  CharSequenceEncoder.allMimeTypes()));
      List<Decoder<?>> decoders =
          new ArrayList<>(
              List.of(
                  new ByteArrayDecoder(), new ByteBufferDecoder(), StringDecoder.allMimeTypes()));
      json.ifAvailable(
          codec -> {
            encoders.add(codec.encoder());
            decoders.add(codec.decoder());
          });
      return new ZmtpCodecs(encoders, decoders, MimeTypeUtils.APPLICATION_JSON);
    }
  }

  /** Without Spring Messaging nothing would be listened to, and nobody told. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnMissingClass(
      "org.springframework.messaging.handler.invocation.reactive.InvocableHandlerMethod")
  static final class NotListening {

    @Bean
    SmartInitializingSingleton zmtpListenersMissing(ConfigurableListableBeanFactory beans) {
      return () -> {
        for (AnnotatedMethods.Each each : AnnotatedMethods.of(beans)) {
          throw new ZmtpPropertyException(
              ZmtpProperties.prefixOf(each.listener().socket()),
              "%s listens to it, and Spring Messaging is not there".formatted(each.method()),
              "Add the dependency org.springframework:spring-messaging",
              null);
        }
      };
    }
  }

  /** How payloads are JSON. */
  record JsonCodec(Encoder<?> encoder, Decoder<?> decoder) {}

  /** JSON, by Boot's mapper. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({JsonMapper.class, JacksonJsonEncoder.class})
  static final class Json {

    @Bean
    JsonCodec zmtpJsonCodec(ObjectProvider<JsonMapper> mappers) {
      JsonMapper mapper = mappers.getIfAvailable(JsonMapper::shared);
      return new JsonCodec(new JacksonJsonEncoder(mapper), new JacksonJsonDecoder(mapper));
    }
  }
}

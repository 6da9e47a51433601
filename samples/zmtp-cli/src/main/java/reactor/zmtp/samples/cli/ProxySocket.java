package reactor.zmtp.samples.cli;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import reactor.zmtp.ReceiveOptions;
import reactor.zmtp.SendOptions;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqContext;

/**
 * One socket of a proxy, such as {@code router@tcp://*:5559} or {@code pull@>tcp://localhost:5557}.
 *
 * @param type its type
 * @param connects whether it connects instead of binding
 * @param endpoint where to
 */
record ProxySocket(Type type, boolean connects, String endpoint) {

  /** The types a proxy has a use for. */
  enum Type {
    ROUTER,
    DEALER,
    XSUB,
    XPUB,
    PULL,
    PUSH,
    PAIR,
    PUB,
    SERVER,
    CLIENT,
    GATHER,
    SCATTER,
    CHANNEL
  }

  SocketSpec<?, ?> spec(ZmqContext zmq, SocketOptions options, Consumer<SocketEvent> events) {
    return switch (type) {
      case ROUTER -> attached(both(zmq.router(), options), options, events);
      case DEALER -> attached(both(zmq.dealer(), options), options, events);
      case XSUB -> attached(both(zmq.xsub(), options), options, events);
      case XPUB -> attached(both(zmq.xpub(), options), options, events);
      case PULL -> attached(options.receiving(zmq.pull()), options, events);
      case PUSH -> attached(options.sending(zmq.push()), options, events);
      case PAIR -> attached(both(zmq.pair(), options), options, events);
      case PUB -> attached(options.sending(zmq.pub()), options, events);
      case SERVER -> attached(both(zmq.server(), options), options, events);
      case CLIENT -> attached(both(zmq.client(), options), options, events);
      case GATHER -> attached(options.receiving(zmq.gather()), options, events);
      case SCATTER -> attached(options.sending(zmq.scatter()), options, events);
      case CHANNEL -> attached(both(zmq.channel(), options), options, events);
    };
  }

  private static <S extends SocketSpec<S, ?> & SendOptions<S> & ReceiveOptions<S>> S both(
      S spec, SocketOptions options) {
    return options.receiving(options.sending(spec));
  }

  private <S extends SocketSpec<S, ?>> S attached(
      S spec, SocketOptions options, Consumer<SocketEvent> events) {
    S logged = options.applyToOneOfSeveral(spec, connects).doOnEvent(events);
    return connects ? logged.connect(endpoint) : logged.bind(endpoint);
  }

  /** Out of the command line. */
  static final class Converter implements ITypeConverter<ProxySocket> {

    private static final Pattern FORMAT = Pattern.compile("(\\w+)@(>?)(.+)");

    @Override
    public ProxySocket convert(String text) {
      Matcher matcher = FORMAT.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "'" + text + "' is no socket; write TYPE@ENDPOINT, such as router@tcp://*:5559");
      }
      return new ProxySocket(type(matcher.group(1)), !matcher.group(2).isEmpty(), matcher.group(3));
    }

    private static Type type(String name) {
      for (Type type : Type.values()) {
        if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
          return type;
        }
      }
      throw new TypeConversionException(
          "a proxy has no use for a socket of type '" + name + "'; see zmtp-cli help proxy");
    }
  }
}

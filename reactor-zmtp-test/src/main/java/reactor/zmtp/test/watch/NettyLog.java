package reactor.zmtp.test.watch;

import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the warnings and errors that Netty logs about channels and event loops: what reached the
 * end of a pipeline, and what tasks and listeners have thrown. Netty reports them to nobody else.
 * Everything goes on to the logger it would have gone to.
 */
final class NettyLog extends InternalLoggerFactory {

  private static volatile @Nullable Consumer<String> listener;

  private final InternalLoggerFactory loggers;

  private NettyLog(InternalLoggerFactory loggers) {
    this.loggers = loggers;
  }

  /** Makes it the source of Netty's loggers, of those that are not made yet. */
  static void install() {
    setDefaultFactory(new NettyLog(getDefaultFactory()));
  }

  static void begin(Consumer<String> report) {
    listener = report;
  }

  static void end() {
    listener = null;
  }

  /** The other factory's method is not ours to call: it must be the default for a moment. */
  @Override
  protected synchronized InternalLogger newInstance(String name) {
    InternalLogger logger;
    setDefaultFactory(loggers);
    try {
      logger = getInstance(name);
    } finally {
      setDefaultFactory(this);
    }
    return isHeard(name) ? heard(logger) : logger;
  }

  private static boolean isHeard(String name) {
    return name.startsWith("io.netty.channel.") || name.startsWith("io.netty.util.concurrent.");
  }

  private static InternalLogger heard(InternalLogger logger) {
    return (InternalLogger)
        Proxy.newProxyInstance(
            NettyLog.class.getClassLoader(),
            new Class<?>[] {InternalLogger.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("warn") || method.getName().equals("error")) {
                report(logger.name(), arguments);
              }
              return call(method, logger, arguments);
            });
  }

  private static void report(String name, Object[] arguments) {
    Consumer<String> report = listener;
    if (report == null) {
      return;
    }
    StringBuilder text = new StringBuilder("something that Netty warns about: " + name + ": ");
    for (Object argument : flat(arguments)) {
      text.append(argument instanceof Throwable error ? ErrorWatch.describe(error) : argument)
          .append(' ');
    }
    report.accept(text.toString());
  }

  private static Object[] flat(Object[] arguments) {
    return Arrays.stream(arguments)
        .flatMap(each -> each instanceof Object[] more ? Arrays.stream(more) : Stream.of(each))
        .toArray();
  }

  private static @Nullable Object call(
      Method method, InternalLogger logger, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(logger, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}

package reactor.zmtp.provided;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.transport.ZmqTransport;

/** Contexts of threads whose class loaders know jars with transports. */
final class Jars {

  private Jars() {}

  /** With classes named as services, whether they are or not. */
  static ZmqContext context(Path folder, Class<?>... transports) throws IOException {
    return context(folder, List.of(transports).stream().map(Class::getName).toList());
  }

  static ZmqContext context(Path folder, List<String> transports) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF").resolve("services"));
    Files.write(services.resolve(ZmqTransport.class.getName()), transports);
    Thread current = Thread.currentThread();
    ClassLoader before = current.getContextClassLoader();
    current.setContextClassLoader(new URLClassLoader(new URL[] {folder.toUri().toURL()}, before));
    try {
      return ZmqContext.create();
    } finally {
      current.setContextClassLoader(before);
    }
  }
}

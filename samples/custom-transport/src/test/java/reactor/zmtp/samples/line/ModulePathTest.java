package reactor.zmtp.samples.line;

import static java.lang.invoke.MethodType.methodType;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.invoke.MethodHandles;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqContext;

/** On the module path the transport is found by its module, which nobody requires. */
class ModulePathTest {

  private static final String JARS =
      "(netty-(?!pkitesting).*|reactor-(core|netty-core)|reactive-streams|jspecify|bcprov-.*)-\\d.*\\.jar";

  @Test
  void aSocketOfTheModuleBindsToALine() throws Throwable {
    ModuleFinder finder =
        ModuleFinder.of(
            Stream.concat(
                    Stream.of(location(ZmqContext.class), location(LineTransport.class)),
                    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(Path::of)
                        .filter(path -> path.getFileName().toString().matches(JARS)))
                .toArray(Path[]::new));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration modules =
        boot.configuration().resolveAndBind(finder, ModuleFinder.of(), Set.of("reactor.zmtp.core"));
    ClassLoader loader =
        boot.defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader())
            .findLoader("reactor.zmtp.core");

    assertThat(bound(loader)).asString().startsWith("line://");
  }

  private static Path location(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** With the classes of the module, which are others than those of this test. */
  private static Object bound(ClassLoader loader) throws Throwable {
    Class<?> context = loader.loadClass("reactor.zmtp.ZmqContext");
    Class<?> pull = loader.loadClass("reactor.zmtp.PullSpec");
    Class<?> spec = loader.loadClass("reactor.zmtp.SocketSpec");
    Class<?> socket = loader.loadClass("reactor.zmtp.ZmqSocket");
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      Object zmq = lookup.findStatic(context, "create", methodType(context)).invoke();
      Object pulling = lookup.findVirtual(context, "pull", methodType(pull)).invoke(zmq);
      Object binding =
          lookup
              .findVirtual(spec, "bind", methodType(spec, String.class))
              .invoke(pulling, "line://*");
      Object live = lookup.findVirtual(spec, "openNow", methodType(socket)).invoke(binding);
      Object address = lookup.findVirtual(socket, "address", methodType(String.class)).invoke(live);
      lookup.findVirtual(context, "close", methodType(void.class)).invoke(zmq);
      return address;
    } finally {
      Thread.currentThread().setContextClassLoader(ModulePathTest.class.getClassLoader());
    }
  }
}

package reactor.zmtp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.AddressResolver;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.netty.resources.LoopResources;

/**
 * Oldest Reactor and Netty that will do: with older ones whatever is missing would be missed
 * somewhere, sometime. Their versions are in the manifest of the jar, or the module, that a class
 * came from; in a shaded jar or a native image they are not, and what is there is believed to be
 * right.
 */
final class LeastVersions {

  private record Least(Class<?> of, String title, String module, String project, String version) {}

  private static final String NETTY = "4.2.0";

  private static final List<Least> ALL =
      List.of(
          new Least(Flux.class, "reactor-core", "reactor.core", "Reactor", "3.8.0"),
          new Least(
              LoopResources.class,
              "reactor-netty-core",
              "reactor.netty.core",
              "Reactor Netty",
              "1.3.0"),
          netty(Future.class, "Common"),
          netty(ByteBuf.class, "Buffer"),
          netty(Channel.class, "Transport"),
          netty(AddressResolver.class, "Resolver"),
          netty(SslHandler.class, "Handler"));

  private LeastVersions() {}

  private static Least netty(Class<?> of, String part) {
    return new Least(
        of, "Netty/" + part, "io.netty." + part.toLowerCase(Locale.ROOT), "Netty", NETTY);
  }

  /**
   * Refuses what is too old.
   *
   * @throws ZmqException if anything is
   */
  static void check() {
    for (Least least : ALL) {
      String version = version(least);
      if (version != null && isOlder(version, least.version)) {
        throw new ZmqException(
            "%s %s (%s) is too old for reactor-zmtp, which needs %s %s or later"
                .formatted(least.project, version, least.module, least.project, least.version));
      }
    }
  }

  private static @Nullable String version(Least least) {
    Module module = least.of.getModule();
    if (module.isNamed()) {
      Optional<String> version = module.getDescriptor().rawVersion();
      return module.getName().equals(least.module) && version.isPresent() ? version.get() : null;
    }
    Package of = least.of.getPackage();
    return least.title.equals(of.getImplementationTitle()) ? of.getImplementationVersion() : null;
  }

  /** Compares the numbers they begin with; what is no number is as good as any. */
  static boolean isOlder(String version, String least) {
    String[] numbers = version.split("[^0-9]", -1);
    String[] needed = least.split("[.]", -1);
    for (int i = 0; i < needed.length; i++) {
      if (i >= numbers.length || numbers[i].isEmpty() || numbers[i].length() > 9) {
        return false;
      }
      int difference = Integer.parseInt(numbers[i]) - Integer.parseInt(needed[i]);
      if (difference != 0) {
        return difference < 0;
      }
    }
    return false;
  }
}

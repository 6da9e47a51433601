package reactor.zmtp.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;

/** What a native image has to keep: the methods of specs that properties have the names of. */
final class ZmtpRuntimeHints implements RuntimeHintsRegistrar {

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader loader) {
    hints
        .reflection()
        .registerType(SocketSpec.class, MemberCategory.INVOKE_PUBLIC_METHODS)
        .registerType(SocketProperties.class, MemberCategory.INVOKE_PUBLIC_METHODS);
    for (SocketType type : SocketType.values()) {
      Class<?> spec = SocketKind.of(type).spec();
      hints.reflection().registerType(spec, MemberCategory.INVOKE_PUBLIC_METHODS);
      for (Class<?> options : ClassUtils.getAllInterfacesForClass(spec)) {
        hints.reflection().registerType(options, MemberCategory.INVOKE_PUBLIC_METHODS);
      }
    }
  }
}

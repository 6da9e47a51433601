package reactor.zmtp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;

/** Properties and the options of specs are the same. */
class SocketPropertiesTest {

  /** What has other properties, or can be code only. */
  private static final Set<String> OTHERS =
      Set.of(
          "name",
          "colocate",
          "doOnEvent",
          "doOnSocketEvent",
          "onError",
          "hello",
          "observation",
          "plain",
          "plainServer",
          "curve",
          "curveServer",
          "gssapi",
          "gssapiServer",
          "tls",
          "authenticator");

  @ParameterizedTest
  @EnumSource
  void everyOptionOfASpecIsAProperty(SocketType type) {
    Set<String> properties =
        Arrays.stream(SocketProperties.class.getRecordComponents())
            .map(RecordComponent::getName)
            .map(SpecOptions::method)
            .collect(Collectors.toSet());
    Set<String> options =
        Arrays.stream(SocketKind.of(type).spec().getMethods())
            .filter(method -> SocketSpec.class.isAssignableFrom(method.getReturnType()))
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    options.removeAll(OTHERS);

    assertThat(properties).containsAll(options);
  }
}

package reactor.zmtp.spring;

import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;
import reactor.zmtp.SocketType;

/**
 * Registers a bean for each socket that properties name, of that name, and one for its spec, both
 * with that name as their qualifier. A bean that the application has under the name stays.
 */
final class NamedSocketsRegistrar implements ImportBeanDefinitionRegistrar {

  static final String SOCKETS = "zmtpNamedSockets";

  private final Environment environment;

  NamedSocketsRegistrar(Environment environment) {
    this.environment = environment;
  }

  static String specOf(String socket) {
    return socket + "Spec";
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importing, BeanDefinitionRegistry registry) {
    Binder binder = Binder.get(environment);
    Set<String> spelled =
        binder
            .bind(ZmtpProperties.SOCKETS, Bindable.mapOf(String.class, Object.class))
            .orElseGet(Map::of)
            .keySet();
    SocketNames.of(spelled).forEach(name -> register(registry, name, binder));
  }

  /** Reads as much as has to be known before there are beans. */
  private static void register(BeanDefinitionRegistry registry, String name, Binder binder) {
    ConfigurationPropertyName prefix =
        ConfigurationPropertyName.adapt(ZmtpProperties.prefixOf(name), '.');
    SocketType type =
        binder
            .bind(prefix.append("type"), Bindable.of(SocketType.class))
            .orElseThrow(
                () ->
                    new ZmtpPropertyException(
                        prefix.append("type").toString(),
                        "it is missing",
                        "Say which socket it is, such as req or sub",
                        null));
    boolean lazy =
        Boolean.TRUE.equals(
            binder.bind(prefix.append("lazy"), Bindable.of(Boolean.class)).orElse(false));
    SocketKind kind = SocketKind.of(type);
    add(registry, specOf(name), name, NamedSockets.SPEC, kind.spec(), true);
    add(registry, name, name, NamedSockets.OPEN, kind.socket(), lazy);
  }

  private static void add(
      BeanDefinitionRegistry registry,
      String bean,
      String socket,
      String method,
      Class<?> type,
      boolean lazy) {
    if (registry.containsBeanDefinition(bean)) {
      checkTakesThePlace(registry, bean, socket, type);
      return;
    }
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setTargetType(type);
    definition.setFactoryBeanName(SOCKETS);
    definition.setFactoryMethodName(method);
    definition.getConstructorArgumentValues().addIndexedArgumentValue(0, socket);
    definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, socket));
    definition.setLazyInit(lazy);
    registry.registerBeanDefinition(bean, definition);
  }

  /** What has the name of a socket by chance would leave the application without one. */
  private static void checkTakesThePlace(
      BeanDefinitionRegistry registry, String bean, String socket, Class<?> type) {
    BeanFactory beans = (BeanFactory) registry;
    if (!beans.isTypeMatch(bean, type)) {
      Class<?> other = beans.getType(bean, false);
      throw new ZmtpPropertyException(
          ZmtpProperties.prefixOf(socket),
          "there is another bean with the name %s, which is no %s but %s"
              .formatted(
                  bean, type.getSimpleName(), other == null ? "something else" : other.getName()),
          "Give the socket or the bean another name",
          null);
    }
  }
}

package reactor.zmtp.test;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import reactor.zmtp.test.watch.Watch;

/** Extension behind {@link ZmqTest}. */
public final class ZmqExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(ZmqExtension.class);

  /** Made by JUnit. */
  public ZmqExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    Watch watch = Watch.begin();
    context.getStore(NAMESPACE).put(Watch.class, watch);
    context.getStore(NAMESPACE).put(Equipment.class, new Equipment(annotation(context)));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    Watch watch = store.get(Watch.class, Watch.class);
    Equipment equipment = store.get(Equipment.class, Equipment.class);
    if (equipment != null) {
      equipment.putAway(watch::report);
    }
    watch.end();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return context.getTestMethod().isPresent()
        && Equipment.has(parameter.getParameter().getType(), annotation(context));
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Equipment equipment = context.getStore(NAMESPACE).get(Equipment.class, Equipment.class);
    return equipment.get(parameter.getParameter().getType());
  }

  /** That of the test's class, or for a nested one of the nearest class around it. */
  private static ZmqTest annotation(ExtensionContext context) {
    for (Class<?> type = context.getRequiredTestClass(); type != null; type = around(type)) {
      Optional<ZmqTest> found = AnnotationSupport.findAnnotation(type, ZmqTest.class);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new IllegalStateException("this extension comes with @ZmqTest");
  }

  private static @Nullable Class<?> around(Class<?> type) {
    return type.getEnclosingClass();
  }
}

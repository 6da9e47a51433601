package reactor.zmtp.spring;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/** Finds the {@link ZmqListener} methods of an application. */
final class AnnotatedMethods {

  private AnnotatedMethods() {}

  record Each(String bean, Method method, ZmqListener listener) {}

  static List<Each> of(ConfigurableListableBeanFactory beans) {
    List<Each> all = new ArrayList<>();
    for (String bean : beans.getBeanNamesForType(Object.class, true, false)) {
      Class<?> type = beans.getType(bean, false);
      boolean behindProxy = bean.startsWith("scopedTarget."); // which has the method, too
      if (type != null
          && !behindProxy
          && AnnotationUtils.isCandidateClass(type, ZmqListener.class)) {
        MethodIntrospector.selectMethods(
                ClassUtils.getUserClass(type),
                (MethodIntrospector.MetadataLookup<ZmqListener>)
                    method -> AnnotatedElementUtils.findMergedAnnotation(method, ZmqListener.class))
            .forEach((method, listener) -> all.add(new Each(bean, method, listener)));
      }
    }
    return all;
  }
}

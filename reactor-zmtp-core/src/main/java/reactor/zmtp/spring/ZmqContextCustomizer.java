package reactor.zmtp.spring;

import reactor.zmtp.ZmqContext;

/**
 * Changes what the context is built with. Beans of this type are called in their order, once, when
 * the application starts.
 */
@FunctionalInterface
public interface ZmqContextCustomizer {

  /**
   * Changes settings of the context.
   *
   * @param builder the settings, as the properties have them
   */
  void customize(ZmqContext.Builder builder);
}

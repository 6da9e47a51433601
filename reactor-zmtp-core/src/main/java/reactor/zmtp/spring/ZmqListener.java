package reactor.zmtp.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a bean that is given the messages of a named socket, once the application has
 * started and until it ends. A socket has one listener.
 *
 * <p>Parameters are resolved as Spring Messaging does: the payload, which is the last frame,
 * decoded ({@link ZmtpCodecs}); {@code @Payload}, {@code @Header} and {@code @Headers} (see {@link
 * ZmtpHeaders}); the {@link reactor.zmtp.ZmqMessage} itself. With a {@code Flux} of either the
 * method is called once, with all messages.
 *
 * <p>What the method returns on REP and ROUTER is the reply (a ROUTER's method that returns nothing
 * replies nothing, and is given {@link ZmtpHeaders#ROUTING_ID}); elsewhere it is awaited and
 * otherwise ignored. A method that returns a {@code Mono}, {@code Flux} or another reactive type is
 * called on the socket's event loop, where it must not block; any other on {@code
 * Schedulers.boundedElastic()}, where it may. What it throws, or its publisher fails with, costs
 * the one message, and is logged; a request is then answered as {@link
 * reactor.zmtp.RepSpec#onError} says.
 *
 * <p>No more messages are taken from the socket than {@link #concurrency} allows to be handled: the
 * rest waits in it, and beyond its high-water mark with those who send.
 */
@SuppressWarnings("exports") // an optional module cannot be required of others
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface ZmqListener {

  /**
   * Name of the socket.
   *
   * @return the name, or a placeholder for it
   */
  @AliasFor("socket")
  String value() default "";

  /**
   * Name of the socket.
   *
   * @return the name, or a placeholder for it
   */
  @AliasFor("value")
  String socket() default "";

  /**
   * Most messages that are handled at a time.
   *
   * @return how many; 0: one, in the order of the messages, and of requests as many as {@link
   *     reactor.zmtp.ReplyingSocket#DEFAULT_CONCURRENCY}
   */
  int concurrency() default 0;
}

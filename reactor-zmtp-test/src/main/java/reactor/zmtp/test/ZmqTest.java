package reactor.zmtp.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Gives the tests of a class what they need to use sockets, and fails a test that leaves something
 * behind.
 *
 * <pre>{@code
 * @ZmqTest
 * class PipelineTest {
 *
 *   @Test
 *   void whatIsPushedIsPulled(ZmqContext zmq, PullSocket pull) {
 *     Mono<Void> sent = zmq.push().connect(pull.address()).send(Mono.just(ZmqMessage.of("a")));
 *
 *     StepVerifier.create(pull.receive().map(ZmqMessage::text).mergeWith(sent.cast(String.class)))
 *         .expectNext("a")
 *         .thenCancel()
 *         .verify();
 *   }
 * }
 * }</pre>
 *
 * <p>Parameters of test methods, {@code @BeforeEach} and {@code @AfterEach} methods may be:
 *
 * <ul>
 *   <li>a {@code ZmqContext}: one for each test, with event loops of its own;
 *   <li>any type of socket, such as {@code RepSocket}, of that context, each parameter a new one,
 *       {@linkplain #bind() bound} to {@code inproc://*}, with a linger of zero;
 *   <li>any type of spec, such as {@code ReqSpec}, of that context, with a linger of zero;
 *   <li>with {@link #virtualTime()}, the {@code VirtualTimeScheduler} that the context's timers and
 *       Reactor's schedulers run on.
 * </ul>
 *
 * <p>All of them are disposed of after the test and its {@code @AfterEach} methods. The test fails
 * if then one of these is left, or has happened:
 *
 * <ul>
 *   <li>a socket that the test opened from the context and did not dispose of;
 *   <li>a Netty buffer that was allocated while the test ran and not released, with the place that
 *       allocated it;
 *   <li>a thread that was started while the test ran, other than those that Reactor, Reactor Netty,
 *       Kotlin's coroutines, JUnit and this module keep for all tests;
 *   <li>an error or a message that reached nobody: dropped by Reactor, uncaught in a thread, or
 *       logged by Netty because it reached the end of a pipeline or was thrown by a task or a
 *       listener.
 * </ul>
 *
 * <p>An error of a handler that the {@code onError} of its spec answered was dealt with, and fails
 * no test.
 *
 * <p>A test that is to see one of these on purpose should not be in such a class. Reactor's hooks
 * {@code onErrorDropped} and {@code onNextDropped} are reset after each test. As a whole JVM has
 * one set of hooks, these classes never run in parallel with others.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@Isolated("hooks, buffers and threads are those of the whole JVM")
@ExtendWith(ZmqExtension.class)
public @interface ZmqTest {

  /**
   * Whether the context's timers (linger, heartbeats, handshakes, reconnects) run on a {@code
   * VirtualTimeScheduler}, so that time passes only when the test advances it. It takes the place
   * of all of Reactor's {@code Schedulers} for the test: {@code Mono.timeout} and {@code
   * Flux.interval} follow it, too. What waits with a duration of its own, as {@code
   * block(Duration)}, {@code verify(Duration)}, {@code openNow(Duration)} and the steps of a {@link
   * ZmtpPeer} do, goes by the clock on the wall, since what it waits for comes over a real network.
   *
   * @return false by default
   */
  boolean virtualTime() default false;

  /**
   * Where each socket that is a parameter is bound, so that it has an address that no other has. By
   * default that is within the process, where the sockets of the test's context reach it; {@code
   * tcp://127.0.0.1:*} is for a {@link ZmtpPeer}, a {@link FaultyLink}, another context or another
   * process at the other end. A {@code StreamSocket} has TCP alone and is bound to that in place of
   * {@code inproc://*}.
   *
   * @return {@code inproc://*} by default; any endpoint that can be bound more than once, such as
   *     {@code ipc://*} or {@code ws://127.0.0.1:*}
   */
  String bind() default "inproc://*";

  /**
   * How many event loops the context has.
   *
   * @return 1 by default
   */
  int ioThreads() default 1;
}

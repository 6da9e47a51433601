package reactor.zmtp.test;

import static reactor.zmtp.test.ZmtpBytes.concat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Script of what a {@link ZmtpPeer} sends and expects, step by step. Immutable: each method returns
 * a new script with one more step. Nothing happens until it is subscribed; then the steps run in
 * order, and it completes after the last. The first that fails ends it with an {@link
 * AssertionError} that says which one, what was expected and what came.
 *
 * <p>As a {@link Mono} it can be verified by {@code StepVerifier}, or joined with other publishers.
 */
public final class ZmtpScript extends Mono<Void> {

  private record Step(String what, Duration within, Function<ZmtpPeer, Mono<?>> action) {

    Mono<?> play(ZmtpPeer peer, int number) {
      return peer.within(within, what, action.apply(peer))
          .onErrorMap(AssertionError.class, e -> failed(number, e));
    }

    private AssertionError failed(int number, Throwable cause) {
      return new AssertionError("step " + number + ", " + what + ": " + cause.getMessage(), cause);
    }
  }

  private static final int FLOOD_BLOCK = 64 * 1024;

  private final ZmtpPeer peer;
  private final List<Step> steps;
  private final Duration within;

  private ZmtpScript(ZmtpPeer peer, List<Step> steps, Duration within) {
    this.peer = peer;
    this.steps = steps;
    this.within = within;
  }

  ZmtpScript(ZmtpPeer peer) {
    this(peer, List.of(), ZmtpPeer.PATIENCE);
  }

  /**
   * How long each of the steps that follow may take; {@link ZmtpPeer#PATIENCE} before that.
   *
   * @param patience the time, real time also where a test uses virtual time
   * @return the script
   */
  public ZmtpScript within(Duration patience) {
    return new ZmtpScript(peer, steps, patience);
  }

  /**
   * Sends bytes, all parts in one write.
   *
   * @param parts the bytes, see {@link ZmtpBytes}
   * @return the script; the step ends when the operating system has taken them
   */
  public ZmtpScript send(byte[]... parts) {
    byte[] bytes = concat(parts);
    return step("send " + bytes.length + " bytes", p -> p.write(bytes));
  }

  /**
   * Sends bytes in pieces, each in a write of its own.
   *
   * @param size the length of each piece
   * @param parts the bytes
   * @return the script
   */
  public ZmtpScript sendInPieces(int size, byte[]... parts) {
    List<byte[]> pieces = new ArrayList<>();
    byte[] bytes = concat(parts);
    for (int from = 0; from < bytes.length; from += size) {
      pieces.add(Arrays.copyOfRange(bytes, from, Math.min(from + size, bytes.length)));
    }
    return step(
        "send " + bytes.length + " bytes in pieces of " + size,
        p -> Flux.fromIterable(pieces).concatMap(p::write).then());
  }

  /**
   * Sends the same bytes again and again until the connection takes no more because the other side
   * has closed it.
   *
   * @param pattern the bytes
   * @return the script
   */
  public ZmtpScript flood(byte[] pattern) {
    if (pattern.length == 0) {
      throw new IllegalArgumentException("flood: expected a pattern of one byte or more");
    }
    byte[][] block = new byte[1 + FLOOD_BLOCK / pattern.length][];
    Arrays.fill(block, pattern);
    byte[] bytes = concat(block);
    return step("flood until the connection is closed", p -> p.flood(bytes));
  }

  /**
   * Sends the greeting of ZMTP 3.1 with mechanism NULL.
   *
   * @return the script
   */
  public ZmtpScript greeting() {
    return send(ZmtpBytes.greeting());
  }

  /**
   * Sends a READY command.
   *
   * @param socketType the socket type to claim
   * @param properties further properties, as {@link ZmtpBytes#property(String, String)} makes them
   * @return the script
   */
  public ZmtpScript ready(String socketType, byte[]... properties) {
    return send(ZmtpBytes.ready(socketType, properties));
  }

  /**
   * Sends a frame.
   *
   * @param flags its flags byte
   * @param body its body
   * @return the script
   */
  public ZmtpScript frame(int flags, byte[] body) {
    return send(ZmtpBytes.frame(flags, body));
  }

  /**
   * Sends a message.
   *
   * @param first its first frame
   * @param more the frames that follow
   * @return the script
   */
  public ZmtpScript message(String first, String... more) {
    return send(ZmtpBytes.message(first, more));
  }

  /**
   * Sends a message.
   *
   * @param frames its frames
   * @return the script
   */
  public ZmtpScript message(byte[]... frames) {
    return send(ZmtpBytes.message(frames));
  }

  /**
   * Sends a command.
   *
   * @param name its name
   * @param data what follows the name
   * @return the script
   */
  public ZmtpScript command(String name, byte[]... data) {
    return send(ZmtpBytes.command(name, data));
  }

  /**
   * Sends PING.
   *
   * @param ttl the time to live in tenths of a second
   * @param context the context
   * @return the script
   */
  public ZmtpScript ping(int ttl, byte... context) {
    return send(ZmtpBytes.ping(ttl, context));
  }

  /**
   * Sends PONG.
   *
   * @param context the context of the PING it answers
   * @return the script
   */
  public ZmtpScript pong(byte... context) {
    return send(ZmtpBytes.pong(context));
  }

  /**
   * Does the whole handshake of the NULL mechanism: sends greeting and READY, and expects the same
   * of the other side.
   *
   * @param socketType the socket type to claim
   * @return the script
   */
  public ZmtpScript handshake(String socketType) {
    return greeting().expectGreeting().ready(socketType).expectCommand("READY");
  }

  /**
   * Expects exactly these bytes next.
   *
   * @param parts the bytes
   * @return the script
   */
  public ZmtpScript expect(byte[]... parts) {
    return expect(Expectation.bytes(concat(parts)));
  }

  /**
   * Expects a greeting of ZMTP 3, whatever its minor version and mechanism.
   *
   * @return the script
   */
  public ZmtpScript expectGreeting() {
    return expect(Expectation.anyGreeting());
  }

  /**
   * Expects this greeting; its padding may be anything.
   *
   * @param greeting the greeting
   * @return the script
   */
  public ZmtpScript expectGreeting(ZmtpGreeting greeting) {
    return expect(Expectation.greeting(greeting));
  }

  /**
   * Expects a frame.
   *
   * @param flags its flags byte, {@link ZmtpBytes#LONG} included
   * @param body its body
   * @return the script
   */
  public ZmtpScript expectFrame(int flags, byte[] body) {
    return expect(Expectation.frame(new ZmtpFrame(flags, body)));
  }

  /**
   * Expects a command, whatever follows its name.
   *
   * @param name its name
   * @return the script
   */
  public ZmtpScript expectCommand(String name) {
    return expect(Expectation.command(name));
  }

  /**
   * Expects a command.
   *
   * @param name its name
   * @param data what follows the name
   * @return the script
   */
  public ZmtpScript expectCommand(String name, byte[] data) {
    return expect(Expectation.command(name, data));
  }

  /**
   * Expects PONG.
   *
   * @param context the context it must have
   * @return the script
   */
  public ZmtpScript expectPong(byte... context) {
    return expectCommand("PONG", context);
  }

  /**
   * Expects a message.
   *
   * @param first its first frame
   * @param more the frames that follow
   * @return the script
   */
  public ZmtpScript expectMessage(String first, String... more) {
    return expectMessage(ZmtpBytes.utf8(first, more));
  }

  /**
   * Expects a message.
   *
   * @param frames its frames
   * @return the script
   */
  public ZmtpScript expectMessage(byte[]... frames) {
    return expect(Expectation.message(frames.clone()));
  }

  /**
   * Expects that nothing comes for a while, and that the connection stays open.
   *
   * @param howLong how long, real time
   * @return the script
   */
  public ZmtpScript expectSilence(Duration howLong) {
    Duration enough = within.compareTo(howLong) > 0 ? within : howLong.plus(within);
    return step("expect silence for " + howLong, enough, p -> p.silence(howLong));
  }

  /**
   * Expects that the other side closes the connection, by FIN or RST, without another byte.
   *
   * @return the script
   */
  public ZmtpScript expectClose() {
    return step("expect the connection to close", p -> p.end(false));
  }

  /**
   * Reads and drops what comes until the other side closes the connection.
   *
   * @return the script
   */
  public ZmtpScript discardUntilClose() {
    return step("discard until the connection closes", p -> p.end(true));
  }

  /**
   * Waits for something outside of this connection.
   *
   * @param what what it is, for the error if it does not come
   * @param publisher completes when the script may go on
   * @return the script
   */
  public ZmtpScript waitFor(String what, Publisher<?> publisher) {
    return step("wait for " + what, p -> Flux.from(publisher).then());
  }

  /**
   * Sends FIN after what was sent before, and goes on reading.
   *
   * @return the script
   */
  public ZmtpScript finish() {
    return step("finish", ZmtpPeer::finish);
  }

  /**
   * Closes the connection with FIN, never with RST, also when not everything was read.
   *
   * @return the script
   */
  public ZmtpScript close() {
    return step("close", ZmtpPeer::close);
  }

  /**
   * Closes the connection with RST.
   *
   * @return the script
   */
  public ZmtpScript reset() {
    return step("reset", ZmtpPeer::reset);
  }

  @Override
  public void subscribe(CoreSubscriber<? super Void> actual) {
    Flux.range(0, steps.size())
        .concatMap(i -> steps.get(i).play(peer, i + 1))
        .then()
        .subscribe(actual);
  }

  private ZmtpScript expect(Expectation<?> expectation) {
    return step("expect " + expectation.what(), expectation::from);
  }

  private ZmtpScript step(String what, Function<ZmtpPeer, Mono<?>> action) {
    return step(what, within, action);
  }

  private ZmtpScript step(String what, Duration patience, Function<ZmtpPeer, Mono<?>> action) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(what, patience, action));
    return new ZmtpScript(peer, List.copyOf(more), within);
  }
}

package reactor.zmtp.test;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Expectation of a {@link ZmtpScript} for what comes next.
 *
 * @param what it in words, for errors
 * @param parser takes it from the bytes that have come
 * @param matches whether it is the right one
 * @param describe what came instead, for errors
 * @param <T> the form it has
 */
record Expectation<T>(
    String what, Parser<T> parser, Predicate<T> matches, Function<T, String> describe) {

  static Expectation<byte[]> bytes(byte[] expected) {
    HexFormat hex = HexFormat.of();
    return new Expectation<>(
        hex.formatHex(expected),
        Parser.bytes(expected.length),
        actual -> Arrays.equals(actual, expected),
        hex::formatHex);
  }

  static Expectation<ZmtpGreeting> anyGreeting() {
    return greeting("a ZMTP 3 greeting", actual -> actual.major() == 3);
  }

  static Expectation<ZmtpGreeting> greeting(ZmtpGreeting expected) {
    return greeting(expected.toString(), expected::equals);
  }

  private static Expectation<ZmtpGreeting> greeting(String what, Predicate<ZmtpGreeting> matches) {
    return new Expectation<>(what, Parser.greeting(), matches, Object::toString);
  }

  static Expectation<ZmtpFrame> frame(ZmtpFrame expected) {
    return frame(expected.toString(), expected::equals);
  }

  static Expectation<ZmtpFrame> command(String name) {
    return frame("command " + name, frame -> frame.commandName().equals(name));
  }

  static Expectation<ZmtpFrame> command(String name, byte[] data) {
    return frame(
        "command " + name + " with " + HexFormat.of().formatHex(data),
        frame -> frame.commandName().equals(name) && Arrays.equals(frame.commandData(), data));
  }

  private static Expectation<ZmtpFrame> frame(String what, Predicate<ZmtpFrame> matches) {
    return new Expectation<>(what, Parser.frame(), matches, Object::toString);
  }

  static Expectation<List<byte[]>> message(byte[]... expected) {
    return new Expectation<>(
        "a message of " + describe(Arrays.asList(expected)),
        Parser.message(),
        actual -> Arrays.deepEquals(actual.toArray(), expected),
        Expectation::describe);
  }

  private static String describe(List<byte[]> frames) {
    StringBuilder text = new StringBuilder();
    for (byte[] frame : frames) {
      text.append(text.isEmpty() ? "[" : ", ").append(new ZmtpFrame(0, frame));
    }
    return text.append("]").toString();
  }

  /** Reads it from a peer; fails with {@link AssertionError} if something else comes. */
  Mono<T> from(ZmtpPeer peer) {
    return peer.expect(what, parser).doOnNext(this::check);
  }

  private void check(T actual) {
    if (!matches.test(actual)) {
      throw new AssertionError("got " + describe.apply(actual));
    }
  }
}

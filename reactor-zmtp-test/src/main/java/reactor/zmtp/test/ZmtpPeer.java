package reactor.zmtp.test;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The other side of a TCP connection, played by a test on raw bytes: it says what the test says,
 * right or wrong, and checks what it gets. It knows the encoding of ZMTP, but none of its rules.
 *
 * <pre>{@code
 * ZmtpPeer peer = ZmtpPeer.connect(pull.endpoint()).block();
 * StepVerifier.create(
 *         peer.script()
 *             .handshake("PUSH")
 *             .send(ZmtpBytes.frameHeader(ZmtpBytes.LONG, 1L << 62))
 *             .expectClose())
 *     .verifyComplete();
 * }</pre>
 *
 * <p>A peer reads from the network only while a step waits for bytes: one without such a step is a
 * peer that stalls, and TCP's backpressure reaches whoever sends to it. Its steps run one after
 * another; nothing here blocks.
 */
public final class ZmtpPeer implements Disposable {

  /**
   * How long a step may take unless said otherwise. Real time, also where a test uses virtual time.
   */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Channel channel;
  private final Inbox inbox;
  private final Scheduler eventLoop;

  ZmtpPeer(Channel channel, Inbox inbox) {
    this.channel = channel;
    this.inbox = inbox;
    this.eventLoop = Schedulers.fromExecutor(channel.eventLoop());
  }

  /**
   * Connects a peer.
   *
   * @param endpoint where to, as {@code tcp://host:port} or {@code ipc://path}; a wildcard host
   *     stands for loopback
   * @return the peer, once TCP has connected; it has said nothing yet
   */
  public static Mono<ZmtpPeer> connect(String endpoint) {
    return Mono.fromCallable(() -> TcpEndpoint.target(endpoint))
        .flatMap(
            address -> {
              Inbox inbox = new Inbox();
              return Tcp.connect(address, inbox).map(channel -> new ZmtpPeer(channel, inbox));
            });
  }

  /**
   * Listens for peers to play.
   *
   * @return the listener, on an ephemeral loopback port
   */
  public static Mono<ZmtpListener> listen() {
    return ZmtpListener.open();
  }

  /**
   * What this peer is to say and to expect, step by step.
   *
   * @return a script without a step
   */
  public ZmtpScript script() {
    return new ZmtpScript(this);
  }

  /**
   * Receives bytes.
   *
   * @param count how many
   * @return exactly that many
   */
  public Mono<byte[]> receive(int count) {
    return receive(count + " bytes", Parser.bytes(count));
  }

  /**
   * Receives whatever comes next, for as long as it takes.
   *
   * @return one byte or more; empty once the other side has closed, by FIN or RST
   */
  public Mono<byte[]> receiveSome() {
    return inbox.read("bytes", Parser.some()).onErrorComplete(e -> inbox.hasEnded());
  }

  /**
   * Receives a greeting.
   *
   * @return the greeting; an {@link AssertionError} for bytes that cannot be one
   */
  public Mono<ZmtpGreeting> receiveGreeting() {
    return receive("a greeting", Parser.greeting());
  }

  /**
   * Receives a frame, of a message or a command.
   *
   * @return the frame
   */
  public Mono<ZmtpFrame> receiveFrame() {
    return receive("a frame", Parser.frame());
  }

  /**
   * Receives all frames of a message.
   *
   * @return the bodies of its frames; an {@link AssertionError} for a command
   */
  public Mono<List<byte[]>> receiveMessage() {
    return receive("a message", Parser.message());
  }

  /**
   * The address of the other side.
   *
   * @return the address and port
   */
  public InetSocketAddress remoteAddress() {
    return (InetSocketAddress) channel.remoteAddress();
  }

  /**
   * Closes the connection. What was not read may turn the other side's FIN into RST; a script's
   * close does not.
   */
  @Override
  public void dispose() {
    channel.close();
  }

  @Override
  public boolean isDisposed() {
    return !channel.isOpen();
  }

  /**
   * Tells the end of the connection on this side. As a peer does not read by itself, that the other
   * side has closed shows only in a step.
   *
   * @return completes when this side is closed
   */
  public Mono<Void> onDispose() {
    return Mono.create(sink -> channel.closeFuture().addListener(closed -> sink.success()));
  }

  @Override
  public String toString() {
    return "ZmtpPeer" + channel;
  }

  <T> Mono<T> expect(String what, Parser<T> parser) {
    return inbox.read(what, parser);
  }

  Mono<String> end(boolean discard) {
    return inbox.end(discard);
  }

  Mono<Void> silence(Duration howLong) {
    Parser<Void> nothing =
        unread -> {
          if (unread.isReadable()) {
            throw new AssertionError("bytes came");
          }
          return null;
        };
    return inbox.read("silence for " + howLong, nothing).timeout(howLong, Mono.empty(), eventLoop);
  }

  Mono<Void> write(byte[] bytes) {
    return Mono.create(
        sink ->
            channel
                .writeAndFlush(Tcp.buffer(channel, bytes))
                .addListener(
                    written -> {
                      if (written.isSuccess()) {
                        sink.success();
                      } else {
                        sink.error(
                            new AssertionError(
                                "the connection takes no more bytes", written.cause()));
                      }
                    }));
  }

  /** Writes the same bytes for ever; completes when the connection takes no more. */
  Mono<Void> flood(byte[] bytes) {
    return write(bytes)
        .subscribeOn(eventLoop)
        .repeat()
        .onErrorComplete(AssertionError.class)
        .then();
  }

  Mono<Void> finish() {
    return Mono.<Void>create(sink -> Tcp.finish(channel).addListener(finished -> sink.success()))
        .subscribeOn(eventLoop);
  }

  Mono<Void> close() {
    return run(() -> {
          inbox.discard();
          Tcp.finishAndClose(channel, inbox.inputEnded());
        })
        .then(onDispose());
  }

  Mono<Void> reset() {
    return run(() -> Tcp.reset(channel)).then(onDispose());
  }

  /** Fails a step that takes too long with what it has got so far. */
  <T> Mono<T> within(Duration patience, String what, Mono<T> step) {
    return step.timeout(
        patience,
        Mono.error(
            () -> new AssertionError(what + ": not within " + patience + "; " + inbox.describe())),
        eventLoop);
  }

  private <T> Mono<T> receive(String what, Parser<T> parser) {
    return within(PATIENCE, what, expect(what, parser));
  }

  private Mono<Void> run(Runnable task) {
    return Mono.<Void>fromRunnable(task).subscribeOn(eventLoop);
  }
}

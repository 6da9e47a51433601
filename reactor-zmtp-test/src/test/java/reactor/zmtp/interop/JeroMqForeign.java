package reactor.zmtp.interop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.core.publisher.Mono;

/** JeroMQ, exchanging traffic. Its socket belongs to one thread. */
final class JeroMqForeign implements Foreign {

  private static final Duration STUCK = Duration.ofMillis(500);
  private static final Duration MOMENT = Duration.ofMillis(5);
  private static final int NUDGES = 20;
  private static final long FOR_EVER = -1;

  private final ZContext context = new ZContext();
  private final ZMQ.Socket socket;
  private final String endpoint;
  private final int messages;
  private final CompletableFuture<Void> done = new CompletableFuture<>();
  private int sent;
  private int received;

  private JeroMqForeign(String type, BiConsumer<ZContext, ZMQ.Socket> attach, int messages) {
    this.messages = messages;
    context.setLinger(0);
    socket = context.createSocket(SocketType.valueOf(type));
    sent = type.equals("PULL") ? messages : 0;
    received = type.equals("PUSH") ? messages : 0;
    attach.accept(context, socket);
    endpoint = socket.getLastEndpoint();
  }

  static Foreign start(String type, BiConsumer<ZContext, ZMQ.Socket> attach, int messages) {
    JeroMqForeign foreign = new JeroMqForeign(type, attach, messages);
    Thread thread = new Thread(foreign::exchange, "jeromq-" + type);
    thread.setDaemon(true);
    thread.start();
    return foreign;
  }

  /**
   * Connects. Now and then JeroMQ's poller loses sight of a connection that it has made, whoever
   * the peer is, until anything else is registered with it: as another socket that is bound.
   */
  static void connect(
      ZContext context, ZMQ.Socket socket, String endpoint, BooleanSupplier joined) {
    socket.connect(endpoint);
    for (int i = 0; i < NUDGES && !comesTrue(joined); i++) {
      context.createSocket(SocketType.PULL).bind("tcp://127.0.0.1:*");
    }
  }

  private static boolean comesTrue(BooleanSupplier condition) {
    return Boolean.TRUE.equals(
        Mono.fromCallable(condition::getAsBoolean)
            .repeatWhen(done -> done.delayElements(MOMENT))
            .filter(met -> met)
            .next()
            .timeout(STUCK, Mono.just(false))
            .block());
  }

  @Override
  public String endpoint() {
    return endpoint;
  }

  @Override
  public Mono<Void> end() {
    return Mono.fromFuture(done, true);
  }

  @Override
  public void close() {
    context.close();
  }

  @Override
  public String toString() {
    return "JeroMQ[sent " + sent + ", received " + received + "]";
  }

  private void exchange() {
    try (ZMQ.Poller poller = context.createPoller(1)) {
      while (sent < messages || received < messages) {
        int in = received < messages ? ZMQ.Poller.POLLIN : 0;
        int out = sent < messages ? ZMQ.Poller.POLLOUT : 0;
        poller.register(socket, in | out);
        poller.poll(FOR_EVER);
        poller.unregister(socket);
        sendWhatGoes();
        receiveWhatIsThere();
      }
      done.complete(null);
    } catch (RuntimeException | AssertionError e) {
      done.completeExceptionally(e);
    }
  }

  private void sendWhatGoes() {
    while (sent < messages) {
      byte[][] frames = Traffic.message(sent);
      for (int i = 0; i < frames.length; i++) {
        int more = i + 1 < frames.length ? ZMQ.SNDMORE : 0;
        if (!socket.send(frames[i], more | ZMQ.DONTWAIT)) {
          if (i > 0) {
            throw new AssertionError("JeroMQ took a message in part");
          }
          return;
        }
      }
      sent++;
    }
  }

  private void receiveWhatIsThere() {
    while (received < messages) {
      byte[] frame = socket.recv(ZMQ.DONTWAIT);
      if (frame == null) {
        return;
      }
      Traffic.Check check = new Traffic.Check(received);
      check.next(frame, socket.hasReceiveMore());
      while (socket.hasReceiveMore()) {
        frame = socket.recv();
        check.next(frame, socket.hasReceiveMore());
      }
      received++;
    }
  }
}

package reactor.zmtp.websocket;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A WebSocket of the JDK's: whatever ZWS there is on it is the test's. */
final class RawClient implements WebSocket.Listener, Disposable {

  /** The end that the server has put to it. */
  record Closed(int code, String reason) {}

  private static final ExecutorService THREAD = Executors.newSingleThreadExecutor(RawClient::named);
  static final HttpClient HTTP = HttpClient.newBuilder().executor(THREAD).build();

  private final Sinks.Many<byte[]> messages = Sinks.many().replay().all();
  private final Sinks.Many<String> pongs = Sinks.many().replay().all();
  private final Sinks.One<Closed> closed = Sinks.one();
  private byte[] begun = {};
  private final WebSocket webSocket;

  private RawClient(String endpoint, String first, String... others) {
    webSocket =
        HTTP.newWebSocketBuilder()
            .subprotocols(first, others)
            .buildAsync(URI.create(endpoint), this)
            .join();
  }

  private static Thread named(Runnable task) {
    Thread thread = new Thread(task, "raw clients");
    thread.setDaemon(true);
    return thread;
  }

  /** Starts the threads that all have, and that no test leaves behind. */
  static void prepare() throws Exception {
    THREAD.submit(() -> {}).get();
  }

  static RawClient connect(String endpoint, String first, String... others) {
    return new RawClient(endpoint, first, others);
  }

  String subprotocol() {
    return webSocket.getSubprotocol();
  }

  /** Sends one message, with its flags. */
  RawClient send(int flags, String body) {
    return send(bytes(flags, body), true);
  }

  /** Sends the first fragments of a message, or the last. */
  RawClient send(byte[] payload, boolean last) {
    webSocket.sendBinary(ByteBuffer.wrap(payload), last).join();
    return this;
  }

  RawClient text(String text) {
    webSocket.sendText(text, true).join();
    return this;
  }

  RawClient ping(String text) {
    webSocket.sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))).join();
    return this;
  }

  RawClient close(int code) {
    webSocket.sendClose(code, "").join();
    return this;
  }

  /** A frame of ZWS. */
  static byte[] bytes(int flags, String body) {
    byte[] text = body.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(1 + text.length).put((byte) flags).put(text).array();
  }

  Flux<String> messages() {
    return messages.asFlux().map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
  }

  Flux<String> pongs() {
    return pongs.asFlux();
  }

  Mono<Closed> closed() {
    return closed.asMono();
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] all = ByteBuffer.allocate(begun.length + data.remaining()).put(begun).put(data).array();
    begun = last ? new byte[0] : all;
    if (last) {
      messages.tryEmitNext(all);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    pongs.tryEmitNext(StandardCharsets.UTF_8.decode(message).toString());
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.tryEmitValue(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.tryEmitError(error);
  }

  @Override
  public void dispose() {
    webSocket.abort();
  }
}

package reactor.zmtp.socket;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.zmtp.SocketEvent;
import reactor.zmtp.SocketEvent.ConnectAbandoned;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.SocketEvent.DiscardReason;
import reactor.zmtp.SocketEvent.Discarded;
import reactor.zmtp.SocketEvent.Disconnected;
import reactor.zmtp.SocketEvent.HandlerFailed;
import reactor.zmtp.SocketEvent.HandshakeFailed;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.SocketEvent.HandshakeSucceeded;
import reactor.zmtp.SocketEvent.Listening;
import reactor.zmtp.SocketEvent.Stopped;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.loop.Signals;

/**
 * Writes a socket's events to the log. INFO: an endpoint that is connected to has its peer, or has
 * lost it. WARN: peers that were refused or broke the protocol, messages that were discarded,
 * handlers that failed. All else is DEBUG, peers that come to a bound endpoint as well: how many
 * come is theirs to decide. Neither a flapping endpoint nor a flood of peers fills the log. On the
 * event loop.
 */
final class EventLog implements Consumer<SocketEvent> {

  /** How often one kind of thing is written while it goes on. */
  static final Duration SELDOM = Duration.ofSeconds(30);

  /** How many lines an endpoint may write in that time: that it is lost and back, twice. */
  private static final int LINES = 4;

  /** Control and format characters, and the ends of lines. */
  private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private final String socket;
  private final IoLoop loop;
  private final Logger log;
  private final Set<String> bound = new HashSet<>();
  private final Map<String, Link> links = new HashMap<>();
  private final Map<Enum<?>, Repeated> repeated = new HashMap<>();

  /** Endpoint that is connected to. */
  private static final class Link {
    private long attempts;
    private boolean down;
    private long since;
    private int lines;
  }

  /** What has been written a short time ago, and how often it has happened since. */
  private static final class Repeated {
    private long more;
    private LongFunction<String> summary = more -> "";
    private Disposable next = Disposables.disposed();
  }

  private enum Other {
    PROTOCOL_BROKEN,
    HANDLER_FAILED
  }

  EventLog(String socket, IoLoop loop) {
    this(socket, loop, Loggers.getLogger(ZmqSocket.class));
  }

  EventLog(String socket, IoLoop loop, Logger log) {
    this.socket = socket;
    this.loop = loop;
    this.log = log;
  }

  /** What a logger throws, or a cause that is asked for its message, is nobody else's. */
  @Override
  public void accept(SocketEvent event) {
    try {
      write(event);
    } catch (Throwable t) {
      Signals.dropped(t);
    }
  }

  private void write(SocketEvent event) {
    if (event instanceof HandshakeSucceeded ready && !bound.contains(ready.endpoint())) {
      connected(ready);
    } else if (event instanceof Disconnected lost) {
      lost(lost);
    } else if (event instanceof ConnectRetried retried) {
      retried(retried);
    } else if (event instanceof ConnectAbandoned abandoned) {
      links.remove(abandoned.endpoint());
      warn("no longer connects to " + abandoned.endpoint() + because(abandoned.cause()));
    } else if (event instanceof HandshakeFailed failed) {
      failed(failed);
    } else if (event instanceof Discarded discarded
        && discarded.reason() != DiscardReason.SUBSCRIBER_FULL) { // which was asked for
      warn(
          discarded.reason(),
          discarded.count(),
          "discarded messages, " + discarded.count() + ": " + discarded.reason(),
          more -> "discarded more messages, " + more + ": " + discarded.reason());
    } else if (event instanceof HandlerFailed failed) {
      warn(Other.HANDLER_FAILED, "the handler of a request failed" + because(failed.cause()));
    } else {
      debug(event);
      note(event);
    }
  }

  private void note(SocketEvent event) {
    if (event instanceof Listening) {
      bound.add(event.endpoint());
    } else if (event instanceof SocketEvent.Closed) {
      bound.remove(event.endpoint());
      links.remove(event.endpoint());
    } else if (event instanceof Stopped) {
      repeated.values().forEach(this::end);
      repeated.clear();
    }
  }

  private void debug(Object what) {
    if (log.isDebugEnabled()) {
      log.debug(line(what.toString()));
    }
  }

  // Endpoints that are connected to.

  private void connected(HandshakeSucceeded ready) {
    Link link = links.computeIfAbsent(ready.endpoint(), endpoint -> new Link());
    String attempts = link.attempts == 0 ? "" : " after " + (link.attempts + 1) + " attempts";
    info(link, "connected to " + ready.endpoint() + attempts);
    link.down = false;
    link.attempts = 0;
  }

  private void lost(Disconnected lost) {
    if (lost.reason() == SocketEvent.DisconnectReason.PROTOCOL) {
      warn(Other.PROTOCOL_BROKEN, "closed " + lost.remote() + because(lost.cause()));
    }
    Link link = links.get(lost.endpoint());
    if (link == null || lost.reason() == SocketEvent.DisconnectReason.CLOSED) {
      debug(lost);
    } else {
      info(link, "lost " + lost.endpoint() + ": " + lost.reason() + because(lost.cause()));
      link.down = true;
    }
  }

  private void retried(ConnectRetried retried) {
    Link link = links.computeIfAbsent(retried.endpoint(), endpoint -> new Link());
    link.attempts++;
    boolean again = loop.nanoTime() - link.since > SELDOM.toNanos();
    if (link.down && !again) {
      debug(retried);
      return;
    }
    link.down = true;
    info(
        link,
        "not connected to "
            + retried.endpoint()
            + " after "
            + link.attempts
            + (link.attempts == 1 ? " attempt" : " attempts")
            + ", tries again"
            + because(retried.cause()));
  }

  private void info(Link link, String text) {
    long now = loop.nanoTime();
    if (link.lines == 0 || now - link.since > SELDOM.toNanos()) {
      link.since = now;
      link.lines = 0;
    }
    if (link.lines < LINES) {
      link.lines++;
      log.info(line(text));
    } else {
      debug(text);
    }
  }

  // What is wrong.

  private void failed(HandshakeFailed failed) {
    switch (failed.reason()) {
      case PROTOCOL, AUTHENTICATION, REFUSED_BY_PEER, TLS ->
          warn(failed.reason(), handshake(failed.reason(), failed.remote(), failed.cause()));
      default -> debug(failed);
    }
  }

  private static String handshake(
      HandshakeFailure reason, @Nullable SocketAddress remote, Throwable cause) {
    return "handshake with " + remote + " failed: " + reason + because(cause);
  }

  private void warn(String text) {
    log.warn(line(text));
  }

  private void warn(Enum<?> kind, String text) {
    warn(kind, 1, text, more -> more + " times more, the last time: " + text);
  }

  /** Writes the first of a kind at once, and what follows summed up. */
  private void warn(Enum<?> kind, long count, String text, LongFunction<String> summary) {
    Repeated before = repeated.get(kind);
    if (before == null) {
      Repeated first = new Repeated();
      repeated.put(kind, first);
      warn(text);
      sumUpLater(kind, first);
    } else {
      before.more += count;
      before.summary = summary;
      debug(text);
    }
  }

  private void sumUpLater(Enum<?> kind, Repeated since) {
    since.next = loop.schedule(SELDOM, () -> loop.signal(() -> sumUp(kind, since)));
  }

  private void sumUp(Enum<?> kind, Repeated since) {
    if (since.next.isDisposed()) {
      return;
    }
    if (since.more == 0) {
      repeated.remove(kind);
      return;
    }
    warn(since.summary.apply(since.more));
    since.more = 0;
    sumUpLater(kind, since);
  }

  private void end(Repeated since) {
    since.next.dispose();
    if (since.more > 0) {
      warn(since.summary.apply(since.more));
    }
  }

  private static String because(@Nullable Throwable cause) {
    return cause == null ? "" : ": " + (cause.getMessage() == null ? cause : cause.getMessage());
  }

  /** On one line, and nothing that a terminal obeys, whatever a peer has said. */
  private String line(String text) {
    return UNSEEN.matcher(socket + " " + text).replaceAll("?");
  }
}

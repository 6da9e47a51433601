package reactor.zmtp.connection;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.zmtp.loop.IoLoop;

/**
 * Heartbeat of a connection (RFC 37: connection heartbeating). Bytes of any kind are a sign of
 * life, also those inside one long frame. While this side does not read, the peer's silence proves
 * nothing; and since its PINGs are not answered then, it is pinged in turn, often enough to see
 * that this side is alive.
 */
final class Heartbeat {

  interface Body {

    void ping();

    /** A PING was answered after so long. */
    void roundTrip(long nanos);

    /** The peer has been silent for too long. */
    void timedOut(String why);
  }

  /** How often a peer is pinged at most while it is not read, however often it pings. */
  private static final Duration OFTEN = Duration.ofMillis(100);

  private final IoLoop loop;
  private final Body body;
  private final Duration interval;
  private final Duration timeout;

  private boolean heardSincePing;
  private boolean heardSinceTtl;
  private boolean suspended;
  private boolean started;
  private boolean peerPings;

  /** PINGs without PONG: one that follows others is not timed, for the next PONG is not its own. */
  private int unanswered;

  private boolean timed;
  private long timedSince;
  private long lastPing;
  private @Nullable Duration peersInterval;
  private @Nullable Disposable nextSign;
  private Duration ttl = Duration.ZERO;
  private @Nullable Disposable nextPing;
  private @Nullable Disposable pingTimeout;
  private @Nullable Disposable ttlTimeout;

  Heartbeat(IoLoop loop, Body body, Duration interval, Duration timeout) {
    this.loop = loop;
    this.body = body;
    this.interval = interval;
    this.timeout = timeout.isZero() ? interval : timeout;
  }

  void start() {
    started = true;
    if (!interval.isZero()) {
      nextPing = loop.schedule(interval, this::beat);
    }
  }

  void stop() {
    dispose(nextPing);
    dispose(pingTimeout);
    dispose(ttlTimeout);
    dispose(nextSign);
  }

  void heard() {
    heardSincePing = true;
    heardSinceTtl = true;
  }

  /** Reading stopped or resumed; the peer gets a full period from then on. */
  void suspend(boolean suspend) {
    suspended = suspend;
    timed = false; // what is not read is not the network's
    heard();
    dispose(nextSign);
    if (suspend) {
      scheduleSign();
    }
  }

  /** The peer pinged, and so has a time after which it takes silence for death. */
  void pinged() {
    long now = loop.nanoTime();
    if (peerPings) {
      peersInterval = Duration.ofNanos(now - lastPing);
    }
    peerPings = true;
    lastPing = now;
  }

  /**
   * Twice as often as the peer pings; a peer that pings without end is not joined in that. One that
   * does not ping is not pinged more often than ever: if it has closed its side, and bytes of it
   * are still on their way to this one, a PING makes its system reset the connection and drop them.
   */
  private void scheduleSign() {
    if (!started || !peerPings) {
      return;
    }
    Duration pace = peersInterval == null ? OFTEN : peersInterval.dividedBy(2);
    nextSign = loop.schedule(pace.compareTo(OFTEN) < 0 ? OFTEN : pace, this::sign);
  }

  private void sign() {
    scheduleSign();
    ping();
  }

  private void ping() {
    if (unanswered++ == 0) {
      timed = true;
      timedSince = loop.nanoTime();
    }
    body.ping();
  }

  /** The peer answered the oldest PING. */
  void ponged() {
    if (timed) {
      timed = false;
      body.roundTrip(loop.nanoTime() - timedSince);
    }
    unanswered = Math.max(0, unanswered - 1);
  }

  /** The peer asked to be taken for dead after this long a silence; what it asked last counts. */
  void expectWithin(Duration peersTtl) {
    if (!peersTtl.isZero()) {
      if (!peersTtl.equals(ttl)) {
        ttl = peersTtl;
        dispose(ttlTimeout);
        ttlTimeout = null;
      }
      if (ttlTimeout == null) {
        heardSinceTtl = false;
        ttlTimeout = loop.schedule(ttl, this::checkTtl);
      }
    }
  }

  private void beat() {
    nextPing = loop.schedule(interval, this::beat);
    if (pingTimeout == null) {
      heardSincePing = false;
      pingTimeout = loop.schedule(timeout, this::checkPing);
    }
    ping();
  }

  private void checkPing() {
    pingTimeout = null;
    if (!heardSincePing && !suspended) {
      body.timedOut("no sign of life for " + timeout.toMillis() + " ms after PING");
    }
  }

  private void checkTtl() {
    ttlTimeout = null;
    if (!heardSinceTtl && !suspended) {
      body.timedOut("no sign of life for " + ttl.toMillis() + " ms, the TTL of its last PING");
    } else {
      expectWithin(ttl);
    }
  }

  private static void dispose(@Nullable Disposable task) {
    if (task != null) {
      task.dispose();
    }
  }
}

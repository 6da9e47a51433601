package reactor.zmtp.endpoint;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Limits how often each remote address connects: a bucket of tokens for each, as many as it may
 * connect in a second. A bucket is full again after a second without connections, and then as good
 * as none; so no more addresses are kept than came in the last second, and at most {@link #MOST} of
 * them. Of more, those that were quiet the longest are forgotten: an attacker with so many
 * addresses is not to be held up by counting each of them. Confined to one event loop.
 */
final class ConnectionRateLimiter {

  /** Less than 2 MiB. */
  static final int MOST = 16_384;

  private static final long SECOND = 1_000_000_000;

  private static final class Bucket {

    /** In billionths of a connection: as many as the rate come back each nanosecond. */
    long tokens;

    long time;
  }

  private final int perSecond;

  /** Those that connected last are the last. */
  private final LinkedHashMap<Object, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true);

  /** 0 connections a second: no limit. */
  ConnectionRateLimiter(int perSecond) {
    this.perSecond = perSecond;
  }

  /**
   * Counts a connection and returns whether it is within the rate. The time is in nanoseconds, and
   * rises.
   */
  boolean allows(Object network, long now) {
    if (perSecond == 0) {
      return true;
    }
    forget(now);
    Bucket bucket = bucket(network, now);
    refill(bucket, now);
    if (bucket.tokens < SECOND) {
      return false;
    }
    bucket.tokens -= SECOND;
    return true;
  }

  private Bucket bucket(Object network, long now) {
    Bucket bucket = buckets.get(network);
    if (bucket == null) {
      bucket = new Bucket();
      bucket.tokens = perSecond * SECOND;
      bucket.time = now;
      buckets.put(network, bucket);
    }
    return bucket;
  }

  private void refill(Bucket bucket, long now) {
    long elapsed = Math.min(SECOND, Math.max(0, now - bucket.time));
    bucket.tokens = Math.min(perSecond * SECOND, bucket.tokens + elapsed * perSecond);
    bucket.time = now;
  }

  /** Forgets buckets that are full again, and those that are too many. */
  private void forget(long now) {
    Iterator<Map.Entry<Object, Bucket>> eldest = buckets.entrySet().iterator();
    while (eldest.hasNext()) {
      Bucket bucket = eldest.next().getValue();
      if (now - bucket.time < SECOND && buckets.size() < MOST) {
        return;
      }
      eldest.remove();
    }
  }

  int size() {
    return buckets.size();
  }
}

package reactor.zmtp.hostile.run;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.concat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/** What a subscriber does that has no interest in what is published. */
final class SubscriptionAttacks {

  private static final int LONG_ENOUGH = 15_000;
  private static final int PORTION = 20_000;
  private static final int ALLOWED = 100_000;
  private static final int ALLOWED_BYTES = 64 << 20;

  private static final int FORKS = 13;

  private interface Topic {
    byte[] of(int number, int length);
  }

  private final Target target;
  private final AtomicLong subscriptions = new AtomicLong();
  private int turn;

  SubscriptionAttacks(Target target) {
    this.target = target;
  }

  /** How many topics were subscribed to altogether. */
  long subscriptions() {
    return subscriptions.get();
  }

  /** Thousands of topics of a kilobyte, and then none, some 20 MB a second. */
  void subscribeAndCancel() throws IOException {
    int topics = 10_000;
    try (Raw raw = Raw.join(target.pub(), "SUB")) {
      say(raw, "SUBSCRIBE", topics, 1000, SubscriptionAttacks::topic);
      say(raw, "CANCEL", topics, 1000, SubscriptionAttacks::topic);
    }
  }

  /** In turn one topic more than is allowed, and more bytes of them. */
  void subscribeToTooMuch() throws IOException {
    try (Raw raw = Raw.join(target.pub(), "SUB")) {
      turn++;
      if (turn % 2 == 0) {
        say(raw, "SUBSCRIBE", ALLOWED + 1, 50, SubscriptionAttacks::topic);
      } else {
        say(raw, "SUBSCRIBE", ALLOWED_BYTES / 4000 + 1, 4000, SubscriptionAttacks::topic);
      }
      raw.untilClosed(LONG_ENOUGH);
    }
  }

  /** One topic, longer than is allowed. */
  void subscribeToTooLongATopic() throws IOException {
    try (Raw raw = Raw.join(target.pub(), "SUB")) {
      raw.send(command("SUBSCRIBE", new byte[5000])).untilClosed(LONG_ENOUGH);
    }
  }

  /** Topics that have as many nodes in a tree as there can be, and differ in their highest bits. */
  void subscribeToForkingTopics() throws IOException {
    try (Raw raw = Raw.join(target.pub(), "SUB")) {
      say(raw, "SUBSCRIBE", 1 << FORKS, FORKS, SubscriptionAttacks::forkingTopic);
    }
  }

  private static byte[] topic(int number, int length) {
    byte[] topic = new byte[length];
    Arrays.fill(topic, (byte) 't');
    ByteBuffer.wrap(topic).putInt(Integer.reverse(number));
    return topic;
  }

  private static byte[] forkingTopic(int number, int length) {
    byte[] topic = new byte[length];
    for (int i = 0; i < length; i++) {
      topic[i] = (byte) (number >> i << 7);
    }
    return topic;
  }

  private void say(Raw raw, String name, int topics, int length, Topic topic) throws IOException {
    boolean subscribe = name.equals("SUBSCRIBE");
    int some = PORTION / length;
    for (int i = 0; i < topics; i += some) {
      byte[][] commands = new byte[Math.min(some, topics - i)][];
      for (int j = 0; j < commands.length; j++) {
        commands[j] = command(name, topic.of(i + j, length));
      }
      raw.send(concat(commands));
      subscriptions.addAndGet(subscribe ? commands.length : 0);
      Attackers.pause(1);
    }
  }
}

package reactor.zmtp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import reactor.zmtp.option.Option;

/**
 * Options of a socket that subscribes.
 *
 * @param <S> the spec
 */
public interface SubscribeOptions<S extends SocketSpec<S, ?>> extends TopicOptions<S> {

  /**
   * Subscribes from the beginning; adds to the topics already named. Default: none, and nothing is
   * received. Not held to {@code maxTopicLength}, which is for topics that come at run time. See
   * {@link SubSocket#subscribe(String)}.
   *
   * @param topics the topics, as UTF-8 text; an empty one stands for everything
   * @return a new spec
   */
  default S subscribe(String... topics) {
    byte[][] bytes = new byte[topics.length][];
    for (int i = 0; i < topics.length; i++) {
      bytes[i] = topics[i].getBytes(StandardCharsets.UTF_8);
    }
    return with(bytes);
  }

  /**
   * Subscribes from the beginning; adds to the topics already named.
   *
   * @param topic the topic
   * @return a new spec
   */
  default S subscribe(byte[] topic) {
    return with(topic.clone());
  }

  private S with(byte[]... more) {
    byte[][] before = SocketSpec.get(this, Option.SUBSCRIBE);
    byte[][] all = Arrays.copyOf(before, before.length + more.length);
    System.arraycopy(more, 0, all, before.length, more.length);
    return SocketSpec.with(this, Option.SUBSCRIBE, all);
  }
}

package reactor.zmtp.samples.flink.connector;

import java.io.Serializable;
import org.reactivestreams.Publisher;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqMessage;

/**
 * Receives the messages of a split, such as
 *
 * <pre>{@code
 * (zmq, endpoint) -> zmq.pull().receiveHighWaterMark(100).connect(endpoint).receive()
 * (zmq, topic) -> zmq.sub().subscribe(topic).connect("tcp://feed:5556").receive()
 * }</pre>
 */
@FunctionalInterface
public interface SplitMessages extends Serializable {

  /**
   * The messages of a split, from a socket that is opened by the subscription and closed when that
   * is cancelled.
   *
   * @param zmq the task's context
   * @param split the endpoint or the topic
   * @return the messages; only what Flink has room for is requested. If they complete the split has
   *     ended, an error fails the task
   */
  Publisher<ZmqMessage> of(ZmqContext zmq, String split);
}

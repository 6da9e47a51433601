package reactor.zmtp.samples.flink.connector;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One part of a source, and how far it is read: an endpoint, or a topic.
 *
 * @param splitId the endpoint or the topic
 * @param generation which run of the producer the position is of; empty if it is not known yet, or
 *     there is no such thing
 * @param position how many messages of it were read
 * @param ended whether all of it was
 */
public record ZmqSplit(String splitId, String generation, long position, boolean ended)
    implements SourceSplit {

  /**
   * A part nothing of which is read.
   *
   * @param splitId the endpoint or the topic
   * @return the split
   */
  public static ZmqSplit of(String splitId) {
    return new ZmqSplit(splitId, "", 0, false);
  }
}

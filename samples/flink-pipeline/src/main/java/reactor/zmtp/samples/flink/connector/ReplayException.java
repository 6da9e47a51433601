package reactor.zmtp.samples.flink.connector;

/** A publisher and its acknowledged source do not agree where they are, or what they speak. */
public final class ReplayException extends IllegalStateException {

  private static final long serialVersionUID = 1;

  ReplayException(String message) {
    super(message);
  }
}

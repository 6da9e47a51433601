package reactor.zmtp.test.spec;

/** What the implementation under test answered when it refused to do something. */
public class EngineException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param message in the implementation's words
   */
  public EngineException(String message) {
    super(message);
  }
}

package reactor.zmtp.test.spec;

/** Something an implementation does not have: the case does not apply to it. */
public final class UnsupportedException extends EngineException {

  private static final long serialVersionUID = 1L;

  /**
   * Something that is not there.
   *
   * @param message what it is
   */
  public UnsupportedException(String message) {
    super(message);
  }
}

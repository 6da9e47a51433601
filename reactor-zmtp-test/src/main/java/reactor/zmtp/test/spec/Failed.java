package reactor.zmtp.test.spec;

/** The implementation did not do what the case claims; the message is a sentence. */
final class Failed extends AssertionError {

  private static final long serialVersionUID = 1L;

  Failed(String sentence) {
    super(sentence);
  }
}

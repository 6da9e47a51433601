package reactor.zmtp.storm;

/** Which code of users runs on this thread: whether a callback was called from inside another. */
final class Callbacks {

  private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);

  private static final class State {
    int depth;
    int asking;
  }

  private Callbacks() {}

  /**
   * Runs a callback that tells something.
   *
   * @param signal whether it is one that may come from inside no other: any but {@code onNext}
   */
  static void run(Findings findings, boolean signal, String what, Runnable callback) {
    State state = STATE.get();
    if (signal && state.depth > 0 && state.asking == 0) {
      findings.add(Rule.NOT_NESTED, what + " is told from inside another callback");
    }
    int asking = state.asking;
    state.asking = 0;
    state.depth++;
    try {
      callback.run();
    } finally {
      state.depth--;
      state.asking = asking;
    }
  }

  /** Subscribes to something: what fails at once may say so at once. */
  static void ask(Runnable subscription) {
    State state = STATE.get();
    state.asking++;
    try {
      subscription.run();
    } finally {
      state.asking--;
    }
  }
}

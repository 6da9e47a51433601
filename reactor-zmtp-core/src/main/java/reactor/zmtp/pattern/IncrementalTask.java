package reactor.zmtp.pattern;

/** Task of many steps, done some of them at a time so that nobody waits for all. */
public interface IncrementalTask {

  /**
   * Takes at most so many steps, 1 or more, and returns how many; if fewer, nothing is left to do.
   */
  int advance(int most);
}

package reactor.zmtp.pattern;

/** What may take many steps, and is done some of them at a time, so that nobody waits for all. */
public interface IncrementalTask {

  /**
   * Goes on.
   *
   * @param most how many steps to take at most, 1 or more
   * @return how many were taken; if fewer, nothing is left to do
   */
  int advance(int most);
}

package reactor.zmtp.loop;

/**
 * Task for the next iteration of a loop, as often as it is scheduled: the loop does not sleep
 * before it, and its channels that are ready come first. Confined to the loop.
 */
public final class NextIteration {

  private final IoLoop loop;
  private final Runnable task;
  private final Runnable atEndOfTurn = this::atEndOfTurn;
  private final Runnable run = this::run;
  private boolean scheduled;

  public NextIteration(IoLoop loop, Runnable task) {
    this.loop = loop;
    this.task = task;
  }

  /** Runs the task in the next iteration, once; allocates nothing. */
  public void schedule() {
    if (!scheduled) {
      scheduled = true;
      loop.atEndOfTurn(atEndOfTurn);
    }
  }

  private void atEndOfTurn() {
    loop.execute(run); // executed earlier, it would run in this turn
  }

  private void run() {
    scheduled = false;
    task.run();
  }
}

package reactor.zmtp.samples.benchmarks.peer;

/**
 * One library in each of the {@linkplain Role roles}. A role that measures returns when it has
 * reported.
 */
interface Peer {

  void receive(Plan plan);

  void send(Plan plan);

  void echo(Plan plan);

  void ping(Plan plan);

  void listen(Plan plan);

  void pulse(Plan plan);

  default void play(Plan plan) {
    switch (plan.role()) {
      case RECEIVE -> receive(plan);
      case SEND -> send(plan);
      case ECHO -> echo(plan);
      case PING -> ping(plan);
      case LISTEN -> listen(plan);
      case PULSE -> pulse(plan);
    }
  }
}

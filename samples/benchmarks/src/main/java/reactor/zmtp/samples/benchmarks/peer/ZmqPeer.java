package reactor.zmtp.samples.benchmarks.peer;

/** A ZeroMQ library in each of the {@linkplain Role roles}. */
interface ZmqPeer extends Peer {

  void receive(Plan plan);

  void send(Plan plan);

  void echo(Plan plan);

  void ping(Plan plan);

  void listen(Plan plan);

  void pulse(Plan plan);

  void reply(Plan plan);

  void request(Plan plan);

  void route(Plan plan);

  void deal(Plan plan);

  void publish(Plan plan);

  void subscribe(Plan plan);

  void match(Plan plan);

  void choose(Plan plan);

  void broadcast(Plan plan);

  void collect(Plan plan);

  void host(Plan plan);

  void visit(Plan plan);

  void await(Plan plan);

  void begin(Plan plan);

  @Override
  default void play(Plan plan) {
    switch (plan.role()) {
      case RECEIVE -> receive(plan);
      case SEND -> send(plan);
      case ECHO -> echo(plan);
      case PING -> ping(plan);
      case LISTEN -> listen(plan);
      case PULSE -> pulse(plan);
      case REPLY -> reply(plan);
      case REQUEST -> request(plan);
      case ROUTE -> route(plan);
      case DEAL -> deal(plan);
      case PUBLISH -> publish(plan);
      case SUBSCRIBE -> subscribe(plan);
      case MATCH -> match(plan);
      case CHOOSE -> choose(plan);
      case BROADCAST -> broadcast(plan);
      case COLLECT -> collect(plan);
      case HOST -> host(plan);
      case VISIT -> visit(plan);
      case AWAIT -> await(plan);
      case BEGIN -> begin(plan);
      case SUPPLY, ARRIVE -> throw new IllegalArgumentException(plan.role() + " is a crowd's role");
    }
  }
}

package reactor.zmtp.samples.benchmarks.peer;

import java.util.Locale;

/** Role of one process in a measurement. In each pair the first binds and the second connects. */
public enum Role {
  /** Throughput: a PULL that counts what arrives, and reports the rate. */
  RECEIVE(true),
  /** Throughput: a PUSH that sends as fast as it can. */
  SEND(false),
  /** Round trip: a PAIR that sends back what it gets. */
  ECHO(true),
  /** Round trip: a PAIR with one message under way, that reports how long each took. */
  PING(false),
  /** Silence: a PULL that reports how old the messages are that arrive. */
  LISTEN(true),
  /** Silence: a PUSH that sends the time it is, after a pause. */
  PULSE(false),
  /** Request-reply: a REP that replies with what it was asked. */
  REPLY(true),
  /** Request-reply: a REQ with one request under way, that reports how long each took. */
  REQUEST(false),
  /** Routing: a ROUTER that sends back what it gets. */
  ROUTE(true),
  /**
   * Routing: a DEALER with 64 messages under way, that reports the rate at which they come back.
   */
  DEAL(false),
  /** Publishing: a PUB that publishes as fast as it can. */
  PUBLISH(true),
  /** Publishing: several SUBs that count together what arrives, and report the rate. */
  SUBSCRIBE(false),
  /** Matching: a PUB half of whose messages nobody wants, and that publishes as fast as it can. */
  MATCH(true),
  /** Matching: a SUB with many topics that counts what arrives, and reports the rate. */
  CHOOSE(false),
  /** Growth: a PUB that publishes as fast as all its subscribers take. */
  BROADCAST(true),
  /** Growth: a PUSH that sends as fast as it can to whoever connects. */
  SUPPLY(true),
  /** Growth: several PULLs that count together what arrives, and report the rate. */
  COLLECT(false),
  /** Connections: a ROUTER that sends back what it gets, and reports what its peers cost. */
  HOST(true),
  /** Connections: DEALERs that come all at once, go, and come again. */
  ARRIVE(false),
  /**
   * Handshakes: DEALERs of which each leaves with the answer to its only message, that report how
   * many do so in a second.
   */
  VISIT(false),
  /** Cold start: a PULL that reports when messages have begun to flow as they do in the end. */
  AWAIT(true),
  /** Cold start: a PUSH that sends the time its process began. */
  BEGIN(false);

  private final boolean binds;

  Role(boolean binds) {
    this.binds = binds;
  }

  /**
   * Whether the process binds and prints its endpoint, rather than connects to the one it is given.
   *
   * @return true for one that binds
   */
  public boolean binds() {
    return binds;
  }

  /**
   * The name a program is given as its argument.
   *
   * @return the name in lower case
   */
  public String argument() {
    return name().toLowerCase(Locale.ROOT);
  }
}

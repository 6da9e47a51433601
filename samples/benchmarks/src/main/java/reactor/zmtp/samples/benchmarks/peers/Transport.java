package reactor.zmtp.samples.benchmarks.peers;

/** A transport that peers are connected by. */
enum Transport {
  TCP("tcp", "tcp://127.0.0.1:*"),
  IPC("ipc", "ipc://*"),
  /** Inside one process. */
  INPROC("inproc", "inproc://peers"),
  WS("ws", "ws://127.0.0.1:*");

  final String scheme;

  /** Where to bind: to whatever is free. */
  final String anywhere;

  Transport(String scheme, String anywhere) {
    this.scheme = scheme;
    this.anywhere = anywhere;
  }

  @Override
  public String toString() {
    return scheme;
  }
}

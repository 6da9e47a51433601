package reactor.zmtp.samples.benchmarks.peer;

/** Something that plays roles. */
interface Peer {

  /** Plays one. A role that measures returns when it has reported. */
  void play(Plan plan);
}

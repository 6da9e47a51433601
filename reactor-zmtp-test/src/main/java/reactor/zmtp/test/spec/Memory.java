package reactor.zmtp.test.spec;

import java.util.OptionalLong;

/** What the process of an engine takes. */
final class Memory {

  private final Engine engine;
  private final OptionalLong before;

  private Memory(Engine engine) {
    this.engine = engine;
    this.before = engine.memory();
  }

  static Memory of(Engine engine) {
    return new Memory(engine);
  }

  /** It is judged in a process of its own; elsewhere it is said that it was not. */
  void grewLessThan(long octets, Scene scene) {
    OptionalLong after = engine.memory();
    if (before.isEmpty() || after.isEmpty()) {
      scene.note("memory is not judged: no process of its own");
      return;
    }
    long grown = after.getAsLong() - before.getAsLong();
    if (grown > octets) {
      throw new Failed(
          "right: memory grows by less than "
              + (octets >> 20)
              + " MiB; it grew by "
              + (grown >> 20));
    }
  }
}

package reactor.zmtp.test.spec;

/** How strongly the RFC demands what a case claims, strongest first. */
public enum Level {
  /** MUST and MUST NOT. */
  MUST,
  /** SHALL and SHALL NOT. */
  SHALL,
  /** SHOULD, also where the RFC writes it in small letters. */
  SHOULD,
  /** MAY: what an implementation does is reported, and must be one of the things it may do. */
  MAY,
  /**
   * Left open: the RFC forbids the bytes or is silent about them, and names no reaction. Such a
   * case fails only by a crash, a hang, a leak, or by delivering what cannot be a message.
   */
  IMPL
}

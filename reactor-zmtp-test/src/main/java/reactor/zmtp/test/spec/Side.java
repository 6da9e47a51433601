package reactor.zmtp.test.spec;

/** Which side of a connection the implementation under test is. */
public enum Side {
  /** It binds and the suite connects. */
  BIND,
  /** It connects and the suite listens. */
  CONNECT
}

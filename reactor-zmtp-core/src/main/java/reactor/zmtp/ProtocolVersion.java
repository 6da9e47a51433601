package reactor.zmtp;

/** Versions of ZMTP, oldest first. */
public enum ProtocolVersion {
  /**
   * ZMTP 1.0 (RFC 13), as libzmq 2 speaks it: no version, no socket types, no security. Anything
   * that is not a later version passes for it.
   */
  ZMTP_1_0("ZMTP 1.0"),
  /** ZMTP 2.0 (RFC 15), as libzmq 3 speaks it: socket types, no security. */
  ZMTP_2_0("ZMTP 2.0"),
  /** ZMTP 3.0 (RFC 23), as libzmq 4.0 and 4.1 speak it: security, metadata, commands. */
  ZMTP_3_0("ZMTP 3.0"),
  /** ZMTP 3.1 (RFC 37), as libzmq from 4.2 on speaks it: heartbeats, subscriptions as commands. */
  ZMTP_3_1("ZMTP 3.1");

  private final String spoken;

  ProtocolVersion(String spoken) {
    this.spoken = spoken;
  }

  /**
   * Whether this version has what came with another.
   *
   * @param other the other version
   * @return true if this is the other or a later one
   */
  public boolean isAtLeast(ProtocolVersion other) {
    return compareTo(other) >= 0;
  }

  /**
   * The version as people write it.
   *
   * @return such as {@code ZMTP 3.1}
   */
  public String text() {
    return spoken;
  }
}

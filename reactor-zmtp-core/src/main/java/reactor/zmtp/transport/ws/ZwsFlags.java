package reactor.zmtp.transport.ws;

/** First octet of a message of WebSocket, which is a frame of ZeroMQ (RFC 45, Framing). */
final class ZwsFlags {

  static final int LAST = 0x00;
  static final int MORE = 0x01;
  static final int COMMAND = 0x02;

  private ZwsFlags() {}
}

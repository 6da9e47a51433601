/** A transport of one's own, which nobody has to name: sockets find it by its scheme. */
module reactor.zmtp.samples.line {
  requires io.netty.buffer;
  requires io.netty.common;
  requires reactor.zmtp.core;

  provides reactor.zmtp.transport.ZmqTransport with
      reactor.zmtp.samples.line.LineTransport;
}

/**
 * Test support for applications that use reactor-zmtp: a scripted ZMTP peer on raw bytes and a TCP link with faults.
 */
module reactor.zmtp.test {
  requires transitive reactor.zmtp.core;
  requires transitive reactor.test;
  requires transitive org.junit.jupiter.api;
  requires transitive org.jspecify;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;

  exports reactor.zmtp.test;
}

/**
 * Test support for applications that use reactor-zmtp: a scripted ZMTP peer on raw bytes and a TCP
 * link with faults, and a JUnit extension.
 */
module reactor.zmtp.test {
  requires transitive reactor.zmtp.core;
  requires transitive reactor.test;
  requires transitive org.junit.jupiter.api;
  requires transitive org.jspecify;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.transport;
  requires static org.junit.platform.launcher;

  exports reactor.zmtp.test;
  exports reactor.zmtp.test.spec;

  provides org.junit.platform.launcher.LauncherSessionListener with
      reactor.zmtp.test.watch.WatchInstaller;
}

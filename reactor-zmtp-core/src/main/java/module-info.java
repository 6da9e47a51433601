/** ZeroMQ sockets for Project Reactor over Reactor Netty's event loops. */
module reactor.zmtp.core {
  requires transitive org.reactivestreams;
  requires transitive reactor.core;
  requires transitive reactor.netty.core;
  requires transitive org.jspecify;
  requires io.netty.buffer;
  requires io.netty.common;
  requires io.netty.handler;
  requires transitive io.netty.resolver;
  requires io.netty.transport;
  requires io.netty.transport.classes.epoll;
  // What Reactor Netty needs but, an automatic module, does not require.
  requires io.netty.resolver.dns;
  // Nothing but native libraries: a module that nobody requires is not there, and they are not
  // found.
  requires io.netty.transport.epoll.linux.aarch_64;
  requires io.netty.transport.epoll.linux.x86_64;
  requires io.netty.transport.unix.common;
  requires jdk.net;
  requires static transitive java.security.jgss;
  requires org.bouncycastle.provider;
  // For who brings them: meters, codecs.
  requires static micrometer.core;
  requires static spring.core;
  requires static tools.jackson.databind;

  exports reactor.zmtp;
  exports reactor.zmtp.security;
}

/** ZeroMQ sockets for Project Reactor over Reactor Netty's event loops. */
module reactor.zmtp.core {
  requires transitive org.reactivestreams;
  requires transitive reactor.core;
  requires transitive reactor.netty.core;
  requires transitive org.jspecify;
  requires io.netty.buffer;
  // HTTP, for the upgrade to WebSocket: comes with Reactor Netty.
  requires io.netty.codec;
  requires io.netty.codec.http;
  requires io.netty.common;
  requires io.netty.handler;
  requires io.netty.handler.proxy;
  requires transitive io.netty.resolver;
  requires transitive io.netty.transport;
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
  // For who brings them: io_uring, HTTP servers, meters, codecs, Spring Boot.
  requires static io.netty.transport.classes.io_uring;
  requires static micrometer.commons;
  requires static micrometer.core;
  requires static micrometer.observation;
  requires static org.apache.commons.logging;
  requires static reactor.netty.http;
  requires static spring.beans;
  requires static spring.boot;
  requires static spring.boot.actuator;
  requires static spring.boot.actuator.autoconfigure;
  requires static spring.boot.autoconfigure;
  requires static spring.boot.health;
  requires static spring.context;
  requires static spring.core;
  requires static spring.messaging;
  requires static spring.web;
  requires static spring.webflux;
  requires static tools.jackson.databind;

  exports reactor.zmtp;
  exports reactor.zmtp.security;
  exports reactor.zmtp.spring;
  exports reactor.zmtp.transport;

  uses reactor.zmtp.transport.ZmqTransport;

  // Whose beans Spring makes.
  opens reactor.zmtp.spring;
}

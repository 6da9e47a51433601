package reactor.zmtp;

import reactor.core.publisher.Mono;

/**
 * Asynchronous service of request-reply (RFC 28): addresses REQ, DEALER and ROUTER peers by the
 * routing id they send, or by one of 5 bytes that begins with 0 and is generated for the
 * connection.
 *
 * <p>A message for a peer that is not there is dropped, and so is one for a peer that is full: both
 * are counted and reported as {@link SocketEvent.Discarded}. So publishers are asked for messages
 * even while there is no peer. {@link RouterSpec#mandatory} changes all of that.
 *
 * <p>It receives, or it replies: once {@link #reply} was subscribed to, what waits is in line for a
 * handler, and a subscription of {@link #receive()} fails with {@link AlreadyReceivingException}. A
 * request that has no envelope, as of a DEALER that sends none, gets a reply without one, and those
 * of one peer are served one after another. Replies wait while their peer is full, though other
 * messages are dropped; notices of {@link RouterSpec#notify} are not requests, and do not come.
 */
public interface RouterSocket extends RoutingSocket, ReplyingSocket {

  /**
   * Connects to an endpoint and settles the routing id of the peer there, whatever it sends
   * (ZMQ_CONNECT_ROUTING_ID). Until it is connected it is not there; with {@code immediate(false)}
   * a send waits for it.
   *
   * @param endpoint as for {@link #connect(String)}
   * @param peer the peer's routing id, now and whenever it is connected to again; no other endpoint
   *     of this socket may have it, nor may it begin with a zero byte. A peer that sends the same
   *     id and came first keeps it, unless {@link RouterSpec#handover} is on
   * @return as for {@link #connect(String)}; fails with {@link ZmqException} for an id that may not
   *     be
   */
  Mono<ZmqEndpoint> connect(String endpoint, RoutingId peer);
}

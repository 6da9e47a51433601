package reactor.zmtp;

import reactor.core.publisher.Mono;
import reactor.zmtp.option.Option;
import reactor.zmtp.socket.DefaultReqSocket;

/** Options of a REQ socket. */
public final class ReqSpec extends SocketSpec<ReqSpec, ReqSocket>
    implements SendOptions<ReqSpec>,
        RoutingIdOptions<ReqSpec>,
        ProbeOptions<ReqSpec>,
        ObservationOptions<ReqSpec> {

  ReqSpec(State state) {
    super(state, ReqSpec::new, DefaultReqSocket::new);
  }

  /**
   * Sends a request through a socket of its own: opened by the subscription, closed when the reply
   * is there or the subscription is cancelled. See {@link ReqSocket#request(ZmqMessage)}.
   *
   * @param request the message, without an envelope
   * @return the reply without its envelope
   */
  public Mono<ZmqMessage> request(ZmqMessage request) {
    return oneShot().mono(this, socket -> socket.request(request));
  }

  /**
   * Whether each request carries an id that its reply repeats (ZMQ_REQ_CORRELATE): then any number
   * may wait for their replies at a time, in whatever order these come. Every REP repeats the id;
   * what a ROUTER answers must begin with all frames of the request up to the empty one. Default:
   * false: one request at a time.
   *
   * @param enabled whether there is an id
   * @return a new spec
   */
  public ReqSpec correlate(boolean enabled) {
    return with(Option.CORRELATE, enabled);
  }

  /**
   * Whether a new request takes the place of one that waits for its reply, instead of waiting for
   * its turn (ZMQ_REQ_RELAXED). The older one fails with {@link NoReplyException}. With {@link
   * #correlate} no request waits for another, and this changes nothing. Default: false.
   *
   * @param enabled whether the newest is the only one
   * @return a new spec
   */
  public ReqSpec relaxed(boolean enabled) {
    return with(Option.RELAXED, enabled);
  }

  /**
   * Whether a request goes out again, to another peer or to the same one after a reconnect, when
   * the peer that owes the reply goes: it may then be served twice. If not, the request fails with
   * {@link NoReplyException}. A request that was not wholly written to its peer goes out again
   * either way. Not for ever: after the second connection that ended in the midst of the request,
   * or by an error in its reply (one that is too large, for one), and after the sixth peer that
   * went before it replied, the request fails. Default: false (libzmq: it stays without a reply).
   *
   * @param enabled whether it goes out again
   * @return a new spec
   */
  public ReqSpec resend(boolean enabled) {
    return with(Option.RESEND, enabled);
  }
}

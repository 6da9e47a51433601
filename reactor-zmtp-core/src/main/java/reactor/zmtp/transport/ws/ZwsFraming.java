package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketType;
import reactor.zmtp.connection.Carrier;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.mechanism.Mechanism;
import reactor.zmtp.option.Option;
import reactor.zmtp.option.Options;
import reactor.zmtp.wire.MessageDecoder;

/**
 * Carries ZMTP 3.0 in WebSocket frames (RFC 45): what comes is handed up as if it came over TCP,
 * with the greeting that the subprotocol stands for, and what is written goes down as RFC 45 has
 * it. Pings are answered here, and so is a peer that closes. What is not read above is not read
 * here either.
 */
final class ZwsFraming extends ChannelDuplexHandler implements Carrier, ZwsDecoder.Controls {

  private final Options options;
  private final Mechanism mechanism;
  private final boolean bare;
  private final ZwsEncoder encoder;
  private final ZwsDecoder decoder;

  @SuppressWarnings("NullAway.Init") // set by handlerAdded, before anything else
  private ChannelHandlerContext ctx;

  /** To be said between two frames: the answer to the last ping, and a ping. */
  private byte @Nullable [] pong;

  private boolean pingDue;
  private @Nullable ChannelFuture saying;
  private @Nullable Throwable failure;
  private boolean saidGoodbye;

  private ZwsFraming(
      Options options, SocketType own, Mechanism mechanism, boolean bare, boolean client) {
    this.options = options;
    this.mechanism = mechanism;
    this.bare = bare;
    this.encoder = new ZwsEncoder(client, bare);
    this.decoder =
        new ZwsDecoder(
            !client,
            this,
            bare ? routingId -> Introduction.ready(own, routingId) : null,
            MessageDecoder.MAX_COMMAND);
  }

  /** For the subprotocol that is spoken, on the side of the client or the server. */
  static ZwsFraming of(
      String subprotocol, TransportContext socket, Mechanism mechanism, boolean client) {
    return new ZwsFraming(
        socket.options(),
        socket.peers().type(),
        mechanism,
        subprotocol.equals(Subprotocol.BARE),
        client);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    this.ctx = ctx;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
    if (bare) {
      ByteBuf out = ctx.alloc().buffer();
      encoder.message(options.get(Option.ROUTING_ID), out);
      ctx.writeAndFlush(out, ctx.voidPromise());
    }
    ctx.fireChannelRead(Introduction.greeting(ctx.alloc(), mechanism.name()));
  }

  @Override
  public void handshaken() {
    long most = options.get(Option.MAX_MESSAGE_SIZE);
    long longest = Integer.MAX_VALUE / 2; // of one array, as it grows
    decoder.limit(Math.min(longest, most + mechanism.overhead()));
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object msg) {
    ByteBuf in = (ByteBuf) msg;
    ByteBuf out = ctx.alloc().buffer(in.readableBytes());
    ProtocolException broken = null;
    try {
      decoder.decode(in, out);
    } catch (ProtocolException e) {
      broken = e;
    } finally {
      in.release();
    }
    if (out.isReadable()) { // what came before the fault comes first
      ctx.fireChannelRead(out);
    } else {
      out.release();
    }
    if (broken != null) {
      ctx.fireExceptionCaught(broken);
    }
  }

  @Override
  public void control(int opcode, byte[] payload) {
    switch (opcode) {
      case Opcode.PING -> {
        pong = payload; // RFC 6455: of several pings the last one's is enough
        sayBetween();
        ctx.fireUserEventTriggered(Sign.PING);
      }
      case Opcode.PONG -> ctx.fireUserEventTriggered(Sign.PONG);
      default -> closed(payload);
    }
  }

  /** The peer has sent its last frame: it is answered with the same. */
  private void closed(byte[] payload) {
    if (payload.length == 1) {
      throw new ProtocolException(Rule.WEBSOCKET, "a close frame with half a code");
    }
    decoder.end();
    if (!saidGoodbye && !encoder.isInFrame()) {
      saidGoodbye = true;
      say(Opcode.CLOSE, payload.length == 0 ? payload : new byte[] {payload[0], payload[1]});
    }
    // Later: what came before it is handed up first.
    ctx.executor().execute(ctx::close);
  }

  // Writing.

  @Override
  public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
    ByteBuf zmtp = (ByteBuf) msg;
    ByteBuf out = ctx.alloc().buffer(zmtp.readableBytes() + Opcode.LONGEST_CONTROL);
    try {
      encoder.encode(zmtp, out);
    } finally {
      zmtp.release();
    }
    ctx.write(out, promise);
    sayBetween();
  }

  /** Says what is due, if that can be said now, and the last that was said is on its way. */
  private void sayBetween() {
    if (encoder.isInFrame() || saidGoodbye || (saying != null && !saying.isDone())) {
      return;
    }
    byte[] answer = pong;
    if (answer != null) {
      pong = null;
      saying = say(Opcode.PONG, answer);
    } else if (pingDue) {
      pingDue = false;
      saying = say(Opcode.PING, new byte[0]);
    } else {
      return;
    }
    saying.addListener(said -> sayBetween());
  }

  private ChannelFuture say(int opcode, byte[] payload) {
    ByteBuf out = ctx.alloc().buffer();
    encoder.whole(opcode, payload, out);
    return ctx.writeAndFlush(out);
  }

  @Override
  public void ping() {
    pingDue = true;
    sayBetween();
  }

  // The end.

  @Override
  public void failing(Throwable why) {
    if (failure == null) {
      failure = why;
    }
  }

  @Override
  public ChannelFuture sayGoodbye() {
    if (saidGoodbye || encoder.isInFrame()) {
      return ctx.newSucceededFuture();
    }
    saidGoodbye = true;
    return say(Opcode.CLOSE, CloseCode.because(failure));
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the channel is closed, whether it was said or not
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    if (ctx.channel().isActive()) {
      sayGoodbye();
    }
    ctx.close(promise);
  }
}

package reactor.zmtp.transport.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.ProtocolException;
import reactor.zmtp.ProtocolException.Rule;
import reactor.zmtp.SocketEvent.HandshakeFailure;
import reactor.zmtp.connection.Beginning;
import reactor.zmtp.connection.Preamble;
import reactor.zmtp.endpoint.TransportContext;
import reactor.zmtp.mechanism.Mechanism;

/** One side of the upgrade of a connection from HTTP to WebSocket. */
abstract class Upgrade extends Preamble {

  static final String VERSION = "13";

  // Of one request, or its answer; in bytes.
  static final int LONGEST_LINE = 4096;
  static final int MOST_HEADERS = 16_384; // a browser sends cookies
  static final int CHUNK = 1024;

  private static final String CODEC = "reactor.zmtp.http";

  final WsEndpoint endpoint;
  final Mechanism mechanism;
  private final TransportContext socket;
  private final boolean client;

  /** What has come after the upgrade, if not all of it came later. */
  private final List<ByteBuf> rest = new ArrayList<>();

  private @Nullable String subprotocol;

  Upgrade(
      String what, WsEndpoint endpoint, TransportContext socket, Beginning zmtp, boolean client) {
    super(what, zmtp);
    this.endpoint = endpoint;
    this.mechanism = zmtp.mechanism();
    this.socket = socket;
    this.client = client;
  }

  @Override
  protected void begin(ChannelHandlerContext ctx) {
    ctx.pipeline().addBefore(ctx.name(), CODEC, codec());
  }

  abstract ChannelHandler codec();

  /**
   * Takes the other side's request, or its answer; returns the subprotocol that is settled by it,
   * or null if the upgrade has failed.
   */
  abstract @Nullable String take(ChannelHandlerContext ctx, HttpObject message);

  @Override
  public final void channelRead(ChannelHandlerContext ctx, Object msg) {
    if (msg instanceof ByteBuf bytes) {
      rest.add(bytes);
      return;
    }
    try {
      if (!isOver() && msg instanceof HttpObject message) {
        read(ctx, message);
      }
    } finally {
      ReferenceCountUtil.release(msg);
    }
  }

  private void read(ChannelHandlerContext ctx, HttpObject message) {
    if (subprotocol == null) {
      subprotocol = take(ctx, message);
    }
    if (subprotocol != null && message instanceof LastHttpContent) {
      upgrade(ctx, subprotocol);
    }
  }

  private void upgrade(ChannelHandlerContext ctx, String spoken) {
    ctx.pipeline().remove(CODEC); // which hands on what it has not decoded
    succeed(ctx, ZwsFraming.of(spoken, socket, mechanism, client));
    while (!rest.isEmpty()) {
      ctx.fireChannelRead(rest.remove(0));
    }
    ctx.pipeline().remove(this);
  }

  @Override
  public final void handlerRemoved(ChannelHandlerContext ctx) {
    rest.forEach(ByteBuf::release);
    rest.clear();
  }

  final void refuse(ChannelHandlerContext ctx, String why) {
    fail(ctx, HandshakeFailure.PROTOCOL, new ProtocolException(Rule.WEBSOCKET, why));
  }
}

package reactor.zmtp.spring;

import java.util.function.Function;
import reactor.zmtp.ChannelSocket;
import reactor.zmtp.ChannelSpec;
import reactor.zmtp.ClientSocket;
import reactor.zmtp.ClientSpec;
import reactor.zmtp.DealerSocket;
import reactor.zmtp.DealerSpec;
import reactor.zmtp.DgramSocket;
import reactor.zmtp.DgramSpec;
import reactor.zmtp.DishSocket;
import reactor.zmtp.DishSpec;
import reactor.zmtp.GatherSocket;
import reactor.zmtp.GatherSpec;
import reactor.zmtp.PairSocket;
import reactor.zmtp.PairSpec;
import reactor.zmtp.PeerSocket;
import reactor.zmtp.PeerSpec;
import reactor.zmtp.PubSocket;
import reactor.zmtp.PubSpec;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.RadioSocket;
import reactor.zmtp.RadioSpec;
import reactor.zmtp.RepSocket;
import reactor.zmtp.RepSpec;
import reactor.zmtp.ReqSocket;
import reactor.zmtp.ReqSpec;
import reactor.zmtp.RouterSocket;
import reactor.zmtp.RouterSpec;
import reactor.zmtp.ScatterSocket;
import reactor.zmtp.ScatterSpec;
import reactor.zmtp.ServerSocket;
import reactor.zmtp.ServerSpec;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.SocketType;
import reactor.zmtp.StreamSocket;
import reactor.zmtp.StreamSpec;
import reactor.zmtp.SubSocket;
import reactor.zmtp.SubSpec;
import reactor.zmtp.XPubSocket;
import reactor.zmtp.XPubSpec;
import reactor.zmtp.XSubSocket;
import reactor.zmtp.XSubSpec;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqSocket;

/** Classes of a socket type, and its spec. */
record SocketKind(
    Class<? extends ZmqSocket> socket,
    Class<? extends SocketSpec<?, ?>> spec,
    Function<ZmqContext, SocketSpec<?, ?>> create) {

  static SocketKind of(SocketType type) {
    return switch (type) {
      case PUSH -> new SocketKind(PushSocket.class, PushSpec.class, ZmqContext::push);
      case PULL -> new SocketKind(PullSocket.class, PullSpec.class, ZmqContext::pull);
      case PAIR -> new SocketKind(PairSocket.class, PairSpec.class, ZmqContext::pair);
      case REQ -> new SocketKind(ReqSocket.class, ReqSpec.class, ZmqContext::req);
      case REP -> new SocketKind(RepSocket.class, RepSpec.class, ZmqContext::rep);
      case DEALER -> new SocketKind(DealerSocket.class, DealerSpec.class, ZmqContext::dealer);
      case ROUTER -> new SocketKind(RouterSocket.class, RouterSpec.class, ZmqContext::router);
      case PUB -> new SocketKind(PubSocket.class, PubSpec.class, ZmqContext::pub);
      case SUB -> new SocketKind(SubSocket.class, SubSpec.class, ZmqContext::sub);
      case XPUB -> new SocketKind(XPubSocket.class, XPubSpec.class, ZmqContext::xpub);
      case XSUB -> new SocketKind(XSubSocket.class, XSubSpec.class, ZmqContext::xsub);
      case STREAM -> new SocketKind(StreamSocket.class, StreamSpec.class, ZmqContext::stream);
      case CLIENT -> new SocketKind(ClientSocket.class, ClientSpec.class, ZmqContext::client);
      case SERVER -> new SocketKind(ServerSocket.class, ServerSpec.class, ZmqContext::server);
      case RADIO -> new SocketKind(RadioSocket.class, RadioSpec.class, ZmqContext::radio);
      case DISH -> new SocketKind(DishSocket.class, DishSpec.class, ZmqContext::dish);
      case SCATTER -> new SocketKind(ScatterSocket.class, ScatterSpec.class, ZmqContext::scatter);
      case GATHER -> new SocketKind(GatherSocket.class, GatherSpec.class, ZmqContext::gather);
      case PEER -> new SocketKind(PeerSocket.class, PeerSpec.class, ZmqContext::peer);
      case CHANNEL -> new SocketKind(ChannelSocket.class, ChannelSpec.class, ZmqContext::channel);
      case DGRAM -> new SocketKind(DgramSocket.class, DgramSpec.class, ZmqContext::dgram);
    };
  }
}

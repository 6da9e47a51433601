package reactor.zmtp.provided;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import java.net.SocketAddress;

/** What may be wrong with a transport. */
final class FaultyTransports {

  private FaultyTransports() {}

  /** The fault. */
  static final class Broken extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Broken() {
      super("out of order");
    }
  }

  public static final class AnotherWire extends Wire {}

  public static final class OurScheme extends Wire {

    @Override
    public String scheme() {
      return "tcp";
    }
  }

  public static final class NoScheme extends Wire {

    @Override
    public String scheme() {
      return "No Scheme";
    }
  }

  public static final class ThrowsWhenMade extends Wire {

    public ThrowsWhenMade() {
      throw new Broken();
    }
  }

  public static final class ThrowsWhenAskedForItsScheme extends Wire {

    @Override
    public String scheme() {
      throw new Broken();
    }
  }

  public static final class ThrowsOverAddresses extends Wire {

    @Override
    public SocketAddress bindAddress(String address) {
      throw new Broken();
    }
  }

  public static final class ReturnsNothing extends Wire {

    @Override
    @SuppressWarnings("NullAway") // which is the fault
    public ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address) {
      return null;
    }
  }

  public static final class ThrowsWhenUsed extends Wire {

    @Override
    public ChannelFuture bind(ServerBootstrap bootstrap, SocketAddress address) {
      throw new Broken();
    }

    @Override
    public ChannelFuture connect(Bootstrap bootstrap, SocketAddress address) {
      throw new Broken();
    }
  }
}

package reactor.zmtp.legacy;

import org.jspecify.annotations.Nullable;
import reactor.zmtp.SocketSpec;
import reactor.zmtp.ZmqSocket;
import reactor.zmtp.test.ZmtpListener;
import reactor.zmtp.test.ZmtpPeer;
import reactor.zmtp.test.ZmtpScript;
import reactor.zmtp.watch.Anywhere;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A socket of ours that meets one older peer. */
abstract class LegacyScene extends Scene {

  /** The socket types of RFC 15. */
  static final int PAIR = 0;

  static final int REQ = 3;
  static final int REP = 4;
  static final int DEALER = 5;
  static final int ROUTER = 6;
  static final int PULL = 7;
  static final int PUSH = 8;

  final Events events = new Events();
  private @Nullable ZmtpPeer peer;

  /** Opens a socket that has met the peer, which has said nothing yet. */
  final <S extends SocketSpec<S, T>, T extends ZmqSocket> T meet(
      Older older, SocketSpec<S, T> spec) {
    S allowing = spec.minimumProtocol(older.version).doOnEvent(events);
    T socket;
    if (older.comes) {
      socket = open(allowing.bind(Anywhere.endpoint()));
      peer = connect(address(socket));
    } else {
      ZmtpListener listener = listen();
      socket = open(allowing.connect(listener.endpoint()));
      peer = keep(await(listener.accept()));
    }
    return socket;
  }

  /** What the peer does. */
  final ZmtpScript peer() {
    if (peer == null) {
      throw new AssertionError("no peer was met");
    }
    return peer.script();
  }
}

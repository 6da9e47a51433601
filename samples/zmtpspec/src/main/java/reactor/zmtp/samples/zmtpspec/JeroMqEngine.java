package reactor.zmtp.samples.zmtpspec;

import java.util.HexFormat;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;
import reactor.zmtp.security.CurveKeyPair;
import reactor.zmtp.test.spec.Engine;
import reactor.zmtp.test.spec.EngineException;
import reactor.zmtp.test.spec.EngineSocket;
import reactor.zmtp.test.spec.UnsupportedException;

/** JeroMQ, in a process of its own: {@code adapter jeromq} serves it. */
final class JeroMqEngine implements Engine {

  private final ZContext context = new ZContext();
  private final JeroMqAuthentication authentication = new JeroMqAuthentication(context);

  @Override
  public EngineSocket open(String type, Map<String, String> options) {
    SocketType known;
    try {
      known = SocketType.valueOf(type);
    } catch (IllegalArgumentException e) {
      throw new UnsupportedException("socket type " + type);
    }
    ZMQ.Socket socket = context.createSocket(known);
    try {
      options.forEach((name, value) -> set(socket, name, value));
    } catch (EngineException e) {
      socket.close();
      throw e;
    }
    return new JeroMqSocket(socket);
  }

  @Override
  public void idle() {
    context.getSockets().forEach(ZMQ.Socket::getEvents);
  }

  @Override
  public void close() {
    context.close();
  }

  private void set(ZMQ.Socket socket, String name, String value) {
    switch (name) {
      case "linger" -> socket.setLinger(number(value));
      case "sndhwm" -> socket.setSndHWM(number(value));
      case "rcvhwm" -> socket.setRcvHWM(number(value));
      case "sndbuf" -> socket.setSendBufferSize(number(value));
      case "rcvbuf" -> socket.setReceiveBufferSize(number(value));
      case "maxmsgsize" -> socket.setMaxMsgSize(number(value));
      case "handshake_ivl" -> socket.setHandshakeIvl(number(value));
      case "heartbeat_ivl" -> socket.setHeartbeatIvl(number(value));
      case "heartbeat_timeout" -> socket.setHeartbeatTimeout(number(value));
      case "heartbeat_ttl" -> socket.setHeartbeatTtl(number(value));
      case "reconnect_ivl" -> socket.setReconnectIVL(number(value));
      case "router_mandatory" -> socket.setRouterMandatory(!value.equals("0"));
      case "routing_id" -> socket.setIdentity(octets(value));
      case "plain_server" -> socket.setPlainServer(true);
      case "plain_username" -> socket.setPlainUsername(value);
      case "plain_password" -> socket.setPlainPassword(value);
      case "plain_users" -> authentication.users(value);
      case "curve_server" -> socket.setCurveServer(true);
      case "curve_serverkey" -> socket.setCurveServerKey(octets(value));
      case "curve_secretkey" -> {
        byte[] secret = octets(value);
        socket.setCurveSecretKey(secret);
        socket.setCurvePublicKey(CurveKeyPair.ofSecretKey(secret).publicKey().bytes());
      }
      case "curve_allow" -> authentication.allow(octets(value));
      case "minimum_protocol" -> {
        if (value.equals("3.0")) {
          throw new UnsupportedException("option minimum_protocol=3.0");
        }
      }
      default -> throw new UnsupportedException("option " + name);
    }
  }

  private static int number(String value) {
    return Integer.parseInt(value);
  }

  static byte[] octets(String word) {
    return word.equals("-") ? new byte[0] : HexFormat.of().parseHex(word);
  }
}

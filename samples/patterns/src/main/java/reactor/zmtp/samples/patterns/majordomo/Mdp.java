package reactor.zmtp.samples.patterns.majordomo;

import reactor.zmtp.RoutedMessage;
import reactor.zmtp.RoutingId;
import reactor.zmtp.ZmqMessage;

/** Frames of MDP/0.2 (RFC 18): each command begins with its protocol and its number. */
final class Mdp {

  static final String CLIENT = "MDPC02";
  static final String CLIENT_REQUEST = "\u0001";
  static final String CLIENT_PARTIAL = "\u0002";
  static final String CLIENT_FINAL = "\u0003";

  static final String WORKER = "MDPW02";
  static final String READY = "\u0001";
  static final String REQUEST = "\u0002";
  static final String PARTIAL = "\u0003";
  static final String FINAL = "\u0004";
  static final ZmqMessage HEARTBEAT = ZmqMessage.of(WORKER, "\u0005");
  static final ZmqMessage DISCONNECT = ZmqMessage.of(WORKER, "\u0006");

  /** Heartbeats that may be missing before a peer counts as dead. */
  static final int LIVENESS = 3;

  private Mdp() {}

  /** Whether a message is of that protocol, and long enough to have all of the command's frames. */
  static boolean is(ZmqMessage message, String protocol, String command, int frames) {
    return message.size() >= frames
        && message.text(0).equals(protocol)
        && message.text(1).equals(command);
  }

  static boolean isReply(ZmqMessage message) {
    return is(message, WORKER, PARTIAL, 5) || isFinal(message);
  }

  static boolean isFinal(ZmqMessage message) {
    return is(message, WORKER, FINAL, 5);
  }

  static ZmqMessage ready(String service) {
    return ZmqMessage.of(WORKER, READY, service);
  }

  /** REQUEST, PARTIAL and FINAL between client and broker. */
  static ZmqMessage client(String command, String service, ZmqMessage body) {
    return body.withTopic(service).withTopic(command).withTopic(CLIENT);
  }

  /** REQUEST, PARTIAL and FINAL between broker and worker: the client's address is in them. */
  static ZmqMessage worker(String command, RoutingId client, ZmqMessage body) {
    return new RoutedMessage(client, body.withTopic(""))
        .toMessage()
        .withTopic(command)
        .withTopic(WORKER);
  }

  /** Body of REQUEST, PARTIAL and FINAL between broker and worker, with the client's address. */
  static RoutedMessage addressed(ZmqMessage command) {
    RoutedMessage enveloped = RoutedMessage.of(command.tail(2));
    return enveloped.reply(enveloped.message().tail(1));
  }
}

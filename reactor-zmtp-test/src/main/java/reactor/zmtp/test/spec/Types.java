package reactor.zmtp.test.spec;

import java.util.List;
import java.util.Map;

/** The socket types of RFC 37, and which go together. */
final class Types {

  static final Map<String, List<String>> PEERS =
      Map.ofEntries(
          Map.entry("REQ", List.of("REP", "ROUTER")),
          Map.entry("REP", List.of("REQ", "DEALER")),
          Map.entry("DEALER", List.of("REP", "DEALER", "ROUTER")),
          Map.entry("ROUTER", List.of("REQ", "DEALER", "ROUTER")),
          Map.entry("PUB", List.of("SUB", "XSUB")),
          Map.entry("XPUB", List.of("SUB", "XSUB")),
          Map.entry("SUB", List.of("PUB", "XPUB")),
          Map.entry("XSUB", List.of("PUB", "XPUB")),
          Map.entry("PUSH", List.of("PULL")),
          Map.entry("PULL", List.of("PUSH")),
          Map.entry("PAIR", List.of("PAIR")),
          Map.entry("CLIENT", List.of("SERVER")),
          Map.entry("SERVER", List.of("CLIENT")),
          Map.entry("RADIO", List.of("DISH")),
          Map.entry("DISH", List.of("RADIO")),
          Map.entry("SCATTER", List.of("GATHER")),
          Map.entry("GATHER", List.of("SCATTER")),
          Map.entry("PEER", List.of("PEER")),
          Map.entry("CHANNEL", List.of("CHANNEL")));

  static final List<String> ALL = PEERS.keySet().stream().sorted().toList();

  private Types() {}

  /** The type a peer claims unless the scenario says another. */
  static String peerOf(String type) {
    return switch (type) {
      case "DEALER" -> "ROUTER";
      case "ROUTER" -> "DEALER";
      case "REP" -> "DEALER";
      case "REQ" -> "ROUTER";
      default -> PEERS.getOrDefault(type, List.of(type)).get(0);
    };
  }

  static boolean subscribes(String type) {
    return type.endsWith("PUB") || type.endsWith("SUB");
  }

  static boolean isExclusive(String type) {
    return type.equals("PAIR") || type.equals("CHANNEL");
  }
}

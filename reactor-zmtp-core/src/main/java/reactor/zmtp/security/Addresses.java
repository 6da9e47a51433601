package reactor.zmtp.security;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Lets in who comes from one of some addresses, or from none of them. */
final class Addresses implements ZapAuthenticator {

  private final Set<InetAddress> addresses;
  private final boolean allowed;

  Addresses(Set<InetAddress> addresses, boolean allowed) {
    this.addresses = Set.copyOf(addresses);
    this.allowed = allowed;
  }

  @Override
  public Mono<ZapReply> authenticate(ZapRequest request) {
    boolean named =
        request.address() instanceof InetSocketAddress inet
            && inet.getAddress() != null
            && addresses.contains(inet.getAddress());
    return Mono.just(
        named == allowed
            ? ZapReply.accepted("")
            : ZapReply.refused(request.address() + " is not an address that is let in"));
  }
}

package reactor.zmtp.transport;

import io.netty.resolver.AddressResolverGroup;
import java.util.function.Supplier;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;

/**
 * The socket an endpoint belongs to, as far as a transport needs it.
 *
 * @param loop its event loop
 * @param options its options
 * @param peers takes its peers
 * @param resolver gives what resolves names, which is made when it is needed first
 */
public record TransportContext(
    IoLoop loop, Options options, PeerRegistry peers, Supplier<AddressResolverGroup<?>> resolver) {}

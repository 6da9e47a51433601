package reactor.zmtp.endpoint;

import io.netty.resolver.AddressResolverGroup;
import java.util.function.Supplier;
import reactor.zmtp.connection.PeerRegistry;
import reactor.zmtp.loop.IoLoop;
import reactor.zmtp.option.Options;

/**
 * Socket an endpoint belongs to, as far as a transport needs it. The resolver is made when it is
 * needed first.
 */
public record TransportContext(
    IoLoop loop,
    Options options,
    PeerRegistry peers,
    Supplier<AddressResolverGroup<?>> resolver,
    SharedByContext shared) {}

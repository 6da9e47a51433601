package reactor.zmtp.transport.provided;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.PromiseNotifier;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;

/** Has one bootstrap resolve names by the context's resolver, which is made for a name alone. */
final class NameResolver extends AddressResolverGroup<InetSocketAddress> {

  private final Supplier<AddressResolverGroup<?>> ofContext;

  NameResolver(Supplier<AddressResolverGroup<?>> ofContext) {
    this.ofContext = ofContext;
  }

  /** Not kept, as the group would do for as long as the loop lives. */
  @Override
  public AddressResolver<InetSocketAddress> getResolver(EventExecutor loop) {
    return newResolver(loop);
  }

  @Override
  protected AddressResolver<InetSocketAddress> newResolver(EventExecutor loop) {
    return new AbstractAddressResolver<>(loop, InetSocketAddress.class) {

      @Override
      protected boolean doIsResolved(InetSocketAddress address) {
        return !address.isUnresolved();
      }

      @Override
      protected void doResolve(InetSocketAddress name, Promise<InetSocketAddress> found) {
        PromiseNotifier.cascade(false, resolver(loop).resolve(name), found);
      }

      @Override
      protected void doResolveAll(InetSocketAddress name, Promise<List<InetSocketAddress>> found) {
        PromiseNotifier.cascade(false, resolver(loop).resolveAll(name), found);
      }
    };
  }

  @SuppressWarnings("unchecked") // to a resolver of names all addresses are of IP
  private AddressResolver<InetSocketAddress> resolver(EventExecutor loop) {
    return (AddressResolver<InetSocketAddress>) ofContext.get().getResolver(loop);
  }
}

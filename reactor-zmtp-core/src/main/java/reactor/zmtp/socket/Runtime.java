package reactor.zmtp.socket;
import io.netty.resolver.AddressResolverGroup;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.LoopResources;
public final class Runtime {
  public Runtime(@Nullable LoopResources l, int n, @Nullable AddressResolverGroup<?> r, @Nullable Scheduler s) {}
  public void dispose() {}
  public boolean isDisposed() { return false; }
  public Mono<Void> onDispose() { return Mono.empty(); }
}

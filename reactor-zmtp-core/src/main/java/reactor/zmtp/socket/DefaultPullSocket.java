package reactor.zmtp.socket;
import reactor.zmtp.*;
import reactor.zmtp.option.Options;
public abstract class DefaultPullSocket implements PullSocket { public static PullSocket create(Runtime r, Options o) { throw new UnsupportedOperationException(); } }

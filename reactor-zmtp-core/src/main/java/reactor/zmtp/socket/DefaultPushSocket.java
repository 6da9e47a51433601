package reactor.zmtp.socket;
import reactor.zmtp.*;
import reactor.zmtp.option.Options;
public abstract class DefaultPushSocket implements PushSocket { public static PushSocket create(Runtime r, Options o) { throw new UnsupportedOperationException(); } }

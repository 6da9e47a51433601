package reactor.zmtp.socket;
import reactor.zmtp.*;
import reactor.zmtp.option.Options;
public abstract class DefaultPairSocket implements PairSocket { public static PairSocket create(Runtime r, Options o) { throw new UnsupportedOperationException(); } }

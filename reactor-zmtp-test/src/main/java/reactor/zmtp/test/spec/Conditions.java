package reactor.zmtp.test.spec;

import java.time.Duration;

/** Under which a scenario is played. */
record Conditions(
    Side side, Duration patience, Security.Mechanism mechanism, String bindTo, Mutation mutation) {}

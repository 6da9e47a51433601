package reactor.zmtp.connection;

import io.netty.channel.ChannelHandler;
import reactor.zmtp.mechanism.Mechanism;

/**
 * Beginning of ZMTP in a channel: the {@code handler} that begins when the channel is active, with
 * the mechanism that both sides need, by the deadline.
 */
public record Beginning(
    PeerChannel channel, Mechanism mechanism, Deadline deadline, ChannelHandler handler) {}

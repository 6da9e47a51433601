package reactor.zmtp.samples.cli;

import reactor.core.publisher.Flux;
import reactor.zmtp.ZmqMessage;

/**
 * Messages that a command has to send.
 *
 * @param messages all of it
 * @param endWhenIdle makes it end with what is there already, instead of waiting for more
 */
record Outgoing(Flux<ZmqMessage> messages, Runnable endWhenIdle) {}

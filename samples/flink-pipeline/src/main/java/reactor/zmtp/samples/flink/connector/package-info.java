/**
 * ZeroMQ sockets as sources and sinks of Apache Flink. Depends on nothing else of this sample.
 *
 * <p>What may be serialized and travels to the cluster is a function that makes a socket; contexts
 * and sockets are made where a task runs, and end with it.
 */
@NullMarked
package reactor.zmtp.samples.flink.connector;

import org.jspecify.annotations.NullMarked;

package reactor.zmtp.storm;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.zmtp.DisposedException;
import reactor.zmtp.ZmqSocket;

/** How a storm ends: what is disposed of, in which order, while what is going on. */
enum Ending {
  /** One socket after another, then the context. */
  SOCKETS_FIRST {
    @Override
    void come(World world) {
      world.nodes.forEach(Node::dispose);
      world.zmq.dispose();
    }
  },
  /** All at once. */
  CONTEXT {
    @Override
    void come(World world) {
      world.zmq.dispose();
    }
  },
  /** From a callback, on an event loop. */
  FROM_A_LOOP {
    @Override
    void come(World world) {
      Node first = world.nodes.get(0);
      world.ask(
          null, "metrics() to dispose in", first.socket.metrics(), none -> world.zmq.dispose());
      world.comes(world.zmq::isDisposed);
      world.zmq.dispose(); // if that socket was gone and told nobody
    }
  },
  /** While other threads open more sockets. */
  WHILE_OPENING {
    @Override
    void come(World world) {
      for (int i = 0; i < 20; i++) {
        opened(world);
      }
      for (int thread = 0; thread < 2; thread++) {
        world.elsewhere(
            () -> {
              while (!world.zmq.isDisposed()) {
                Thread.onSpinWait();
              }
              for (int i = 0; i < 30; i++) {
                opened(world);
              }
            });
      }
      world.zmq.dispose();
    }

    private void opened(World world) {
      Mono<? extends ZmqSocket> open = world.zmq.push().linger(Duration.ZERO).open();
      Told<? extends ZmqSocket> told = world.ask(null, "open() at the end", open);
      if (told.error() != null && !(told.error() instanceof DisposedException)) {
        world.unhandled(told.error());
      }
    }
  },
  /** The event loops first, as a container may do with its beans. */
  LOOPS_FIRST {
    @Override
    void come(World world) {
      world.loops.disposeLater(Duration.ZERO, Duration.ofSeconds(2)).block(Duration.ofSeconds(10));
      world.nodes.forEach(Node::dispose);
      world.zmq.dispose();
    }
  };

  abstract void come(World world);
}

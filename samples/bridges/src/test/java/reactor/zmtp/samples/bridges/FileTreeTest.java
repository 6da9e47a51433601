package reactor.zmtp.samples.bridges;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PullSpec;
import reactor.zmtp.PushSocket;
import reactor.zmtp.PushSpec;
import reactor.zmtp.test.ZmqTest;

@ZmqTest(bind = "tcp://127.0.0.1:*") // libzmq is at the other end, too
class FileTreeTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir private Path from;
  @TempDir private Path to;

  @Test
  void filesOfAnySizeArriveAtLibzmqAsTheyAre(PushSocket push) throws Exception {
    file("empty", 0);
    file("folder/small", 10);
    file("folder/of/folders/a chunk", FileTree.CHUNK);
    file("folder/of/folders/large", 3 * FileTree.CHUNK + 1);
    Python python =
        Python.start(
            """
            import os, sys, zmq
            pull = zmq.Context().socket(zmq.PULL)
            pull.connect(sys.argv[1])
            ended = 0
            while ended < 4:
                name, number, data = pull.recv_multipart()
                path = os.path.join(sys.argv[2], name.decode())
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "r+b" if os.path.exists(path) else "wb") as file:
                    file.seek(int(number) * 65536)
                    file.write(data)
                ended += not data
            """,
            push.address(),
            to.toString());

    push.send(FileTree.messages(from)).block(PATIENCE);

    assertThat(python.lines()).isEmpty();
    try (Stream<Path> files = Files.walk(from).filter(Files::isRegularFile)) {
      assertThat(files)
          .hasSize(4)
          .allSatisfy(
              file -> assertThat(to.resolve(from.relativize(file))).hasSameBinaryContentAs(file));
    }
  }

  @Test
  void aPullThatAsksForNothingHoldsTheWalk(PullSpec pulls, PushSpec pushes) throws Exception {
    for (int i = 0; i < 50; i++) {
      file("file " + i, 100);
    }
    Ahead ahead = new Ahead();
    PullSocket pull = pulls.receiveHighWaterMark(2).bind("tcp://127.0.0.1:*").openNow();
    PushSocket push = pushes.sendHighWaterMark(2).connect(pull.address()).openNow();
    Disposable sent = push.send(FileTree.messages(from).map(ahead::taken)).subscribe();

    ahead.until(4);
    ahead.delivered(pull.receive()).take(100).blockLast(PATIENCE);

    assertThat(ahead.most()).isLessThanOrEqualTo(4 + 1);
    sent.dispose();
    pull.dispose();
    push.dispose();
  }

  private void file(String name, int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Path file = from.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }
}

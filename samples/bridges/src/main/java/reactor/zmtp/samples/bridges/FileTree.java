package reactor.zmtp.samples.bridges;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;
import reactor.zmtp.ZmqMessage;

/** Reads all files of a folder and its folders, of any size, as fast as they are asked for. */
final class FileTree {

  static final int CHUNK = 64 * 1024;

  private FileTree() {}

  /** Frames: file name, number of the chunk, its bytes. A chunk without bytes ends the file. */
  @SuppressWarnings("StreamResourceLeak") // using closes it
  static Flux<ZmqMessage> messages(Path folder) {
    return Flux.using(() -> Files.walk(folder), Flux::fromStream)
        .filter(Files::isRegularFile)
        .concatMap(file -> chunks(folder.relativize(file).toString(), file), 0)
        .subscribeOn(Schedulers.boundedElastic()); // reads files there, and not on an event loop
  }

  private static Flux<ZmqMessage> chunks(String name, Path file) {
    return Flux.<byte[], InputStream>generate(
            () -> Files.newInputStream(file),
            (in, chunks) -> {
              byte[] chunk = read(in);
              chunks.next(chunk);
              if (chunk.length == 0) {
                chunks.complete();
              }
              return in;
            },
            FileTree::close)
        .index((n, chunk) -> ZmqMessage.wrap(chunk).withTopic(Long.toString(n)).withTopic(name));
  }

  private static byte[] read(InputStream in) {
    try {
      return in.readNBytes(CHUNK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

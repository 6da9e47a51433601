package reactor.zmtp.test.spec;

import java.io.BufferedReader;
import java.io.Flushable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves an engine by the adapter protocol: reads a line, does what it says, and answers with a
 * line, until the input ends. What it takes to write an adapter in Java is an {@link Engine} and a
 * main method that calls {@link #serve}.
 */
public final class EngineServer {

  private static final long IDLE_MILLIS = 2;
  private static final String IDLE = "";
  private static final String END = "\0";

  private final Engine engine;
  private final Map<String, EngineSocket> sockets = new HashMap<>();
  private int opened;

  private EngineServer(Engine engine) {
    this.engine = engine;
  }

  /**
   * Serves an engine until the input ends.
   *
   * @param engine the engine; closed at the end
   * @param in where the suite's lines come from
   * @param out where the answers go
   * @throws IOException from reading or writing
   */
  public static void serve(Engine engine, Reader in, Appendable out) throws IOException {
    try (engine) {
      EngineServer server = new EngineServer(engine);
      BlockingQueue<String> lines = read(in);
      for (String line = next(lines); !line.equals(END); line = next(lines)) {
        if (line.equals(IDLE)) {
          engine.idle();
          continue;
        }
        out.append(server.answer(List.of(line.split(" ")))).append('\n');
        if (out instanceof Flushable flushable) {
          flushable.flush();
        }
      }
    }
  }

  /** A thread of its own reads, so that the engine's is free while nothing comes. */
  private static BlockingQueue<String> read(Reader in) {
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader buffered = new BufferedReader(in)) {
                buffered.lines().forEach(lines::add);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } finally {
                lines.add(END);
              }
            },
            "zmtpspec-lines");
    reader.setDaemon(true);
    reader.start();
    return lines;
  }

  private static String next(BlockingQueue<String> lines) {
    try {
      String line = lines.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
      return line == null ? IDLE : line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return END;
    }
  }

  private String answer(List<String> words) {
    try {
      return words.get(0).equals("open") ? open(words) : command(words);
    } catch (UnsupportedException e) {
      return "unsupported " + oneLine(e);
    } catch (RuntimeException e) {
      return "error " + oneLine(e);
    }
  }

  private String open(List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : words.subList(2, words.size())) {
      int equals = option.indexOf('=');
      options.put(option.substring(0, equals), option.substring(equals + 1));
    }
    String name = Integer.toString(++opened);
    sockets.put(name, engine.open(words.get(1), options));
    return "ok " + name;
  }

  private String command(List<String> words) {
    String verb = words.get(0);
    EngineSocket socket = sockets.get(words.get(1));
    if (socket == null) {
      return "error no socket " + words.get(1);
    }
    return switch (verb) {
      case "bind" -> "ok " + socket.bind(words.get(2));
      case "connect" -> "ok " + Lines.word(socket.connect(words.get(2)));
      case "send" -> socket.send(millis(words.get(2)), frames(words, 3)) ? "ok" : "full";
      case "flood" ->
          "ok "
              + socket.flood(
                  Integer.parseInt(words.get(2)),
                  Integer.parseInt(words.get(3)),
                  millis(words.get(4)),
                  frames(words, 5));
      case "receive" -> received(socket.receive(millis(words.get(2))));
      case "subscribe", "unsubscribe", "join", "leave" -> {
        socket.wish(
            EngineSocket.Wish.valueOf(verb.toUpperCase(Locale.ROOT)), Lines.frame(words.get(2)));
        yield "ok";
      }
      case "close" -> {
        sockets.remove(words.get(1));
        socket.close();
        yield "ok";
      }
      default -> "unsupported " + verb;
    };
  }

  private static String received(@Nullable List<byte[]> frames) {
    return frames == null ? "nothing" : "message " + Lines.words(frames);
  }

  private static List<byte[]> frames(List<String> words, int from) {
    return Lines.frames(words.subList(from, words.size()));
  }

  private static Duration millis(String word) {
    return Duration.ofMillis(Long.parseLong(word));
  }

  private static String oneLine(RuntimeException e) {
    String text = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
  }
}

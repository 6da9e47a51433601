package reactor.zmtp.pattern;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.message.DefaultMessage;
import reactor.zmtp.pipe.FakeLink;
import reactor.zmtp.pipe.FakePeer;
import reactor.zmtp.pipe.FakeSocket;
import reactor.zmtp.pipe.HighWaterMarks;
import reactor.zmtp.pipe.Pipe;

/** A peer whose connection is faked, and messages as text: {@code "X||A"} has an empty frame. */
final class Rig {

  final FakeSocket socket = new FakeSocket();
  final FakeLink link = new FakeLink();
  final Pipe pipe;

  Rig(int mark) {
    pipe =
        new Pipe(
            socket, link, new FakePeer(), HighWaterMarks.ofOptions(mark, 0, mark, 0, false, false));
  }

  /** What was written to it. */
  List<String> written() {
    return link.written().stream().map(Rig::text).toList();
  }

  static DefaultMessage frames(String text) {
    List<byte[]> frames = new ArrayList<>();
    for (String frame : text.split("\\|", -1)) {
      frames.add(frame.getBytes(StandardCharsets.ISO_8859_1));
    }
    return DefaultMessage.of(frames, null);
  }

  static String text(DefaultMessage message) {
    List<String> frames = new ArrayList<>();
    for (int i = 0; i < message.size(); i++) {
      frames.add(new String(message.array(i), StandardCharsets.ISO_8859_1));
    }
    return String.join("|", frames);
  }
}

package reactor.zmtp.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.zmtp.message.DefaultMessage;

class SubscriptionFramesTest {

  private final List<String> announced = new ArrayList<>();
  private final SubscriptionFrames.Reader reader =
      (what, topic) -> announced.add(what + " " + new String(topic, StandardCharsets.UTF_8));

  @Test
  void aFrameThatBeginsWithOneSubscribes() {
    assertThat(read("\1topic")).isNull();

    assertThat(announced).containsExactly("SUBSCRIBE topic");
  }

  @Test
  void aFrameThatBeginsWithZeroUnsubscribes() {
    assertThat(read("\0topic")).isNull();

    assertThat(announced).containsExactly("CANCEL topic");
  }

  @Test
  void theEmptyTopicIsOne() {
    assertThat(read("\1")).isNull();

    assertThat(announced).containsExactly("SUBSCRIBE ");
  }

  @Test
  void anyOtherFrameIsTheUsers() {
    DefaultMessage two = message("\2topic");
    DefaultMessage empty = message("");

    assertThat(SubscriptionFrames.read(two, false, reader)).isSameAs(two);
    assertThat(SubscriptionFrames.read(empty, false, reader)).isSameAs(empty);

    assertThat(announced).isEmpty();
  }

  @Test
  void aMessageWithoutSubscriptionsIsLeftAsItIs() {
    DefaultMessage message = message("a", "", "b");

    assertThat(SubscriptionFrames.read(message, false, reader)).isSameAs(message);

    assertThat(announced).isEmpty();
  }

  @Test
  void theFramesThatAreNoSubscriptionsAreLeft() {
    assertThat(read("a", "\1b", "c", "\0d")).isEqualTo(message("a", "c"));

    assertThat(announced).containsExactly("SUBSCRIBE b", "CANCEL d");
  }

  @Test
  void whatIsLeftComesFromTheSamePeer() {
    FakePeer peer = new FakePeer();
    DefaultMessage message = DefaultMessage.of(frames("\1a", "b"), peer);

    DefaultMessage rest = SubscriptionFrames.read(message, false, reader);

    assertThat(rest).isNotNull();
    assertThat(rest.peer()).isSameAs(peer);
  }

  @Test
  void nothingIsLeftOfSubscriptionsAlone() {
    assertThat(read("\1a", "\0b")).isNull();

    assertThat(announced).containsExactly("SUBSCRIBE a", "CANCEL b");
  }

  @Test
  void withOnlyFirstAMessageIsTheUsersUnlessItsFirstFrameSubscribes() {
    DefaultMessage users = message("a", "\1b");

    assertThat(SubscriptionFrames.read(users, true, reader)).isSameAs(users);
    assertThat(announced).isEmpty();

    assertThat(SubscriptionFrames.read(message("\1a", "\1b", "c"), true, reader))
        .isEqualTo(message("c"));
    assertThat(announced).containsExactly("SUBSCRIBE a", "SUBSCRIBE b");
  }

  @Test
  void anAnnouncementIsAFrameThatSaysWhich() {
    byte[] topic = {'a', 'b'};

    assertThat(SubscriptionFrames.frame(Announcement.SUBSCRIBE, topic))
        .containsExactly(1, 'a', 'b');
    assertThat(SubscriptionFrames.frame(Announcement.CANCEL, topic)).containsExactly(0, 'a', 'b');
  }

  private @Nullable DefaultMessage read(String... frames) {
    return SubscriptionFrames.read(message(frames), false, reader);
  }

  private static DefaultMessage message(String... frames) {
    return DefaultMessage.of(frames(frames), null);
  }

  private static List<byte[]> frames(String... frames) {
    List<byte[]> all = new ArrayList<>();
    for (String frame : frames) {
      all.add(frame.getBytes(StandardCharsets.UTF_8));
    }
    return all;
  }
}

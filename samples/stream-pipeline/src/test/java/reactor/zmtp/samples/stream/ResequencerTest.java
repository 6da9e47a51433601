package reactor.zmtp.samples.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.zmtp.ZmqMessage;

class ResequencerTest {

  private final Resequencer resequencer = new Resequencer();
  private final ZmqMessage first = resequencer.number("ACME,1000,1");
  private final ZmqMessage second = resequencer.number("ACME,2000,1");

  @Test
  void whatComesEarlyWaitsForWhatIsBeforeIt() {
    resequencer.put(Frames.parsed(second));
    assertThat(resequencer.poll()).isNull();
    assertThat(resequencer.early()).isEqualTo(1);

    resequencer.put(Frames.parsed(first));
    assertThat(resequencer.poll()).isEqualTo(Frames.parsed(first));
    assertThat(resequencer.poll()).isEqualTo(Frames.parsed(second));
    assertThat(resequencer.isEmpty()).isTrue();
  }

  @Test
  void whatComesTwiceIsDropped() {
    resequencer.put(Frames.parsed(first));
    resequencer.put(Frames.parsed(first));
    assertThat(resequencer.poll()).isNotNull();
    resequencer.put(Frames.parsed(first));

    assertThat(resequencer.poll()).isNull();
    assertThat(resequencer.early()).isZero();
  }

  @Test
  void whatHasNotComeBackIsOutstanding() {
    resequencer.put(Frames.parsed(first));

    assertThat(resequencer.outstanding()).containsExactly(second);
    assertThat(resequencer.isOutstanding(first)).isFalse();
  }
}

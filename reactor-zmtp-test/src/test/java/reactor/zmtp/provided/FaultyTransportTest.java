package reactor.zmtp.provided;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;
import reactor.zmtp.InvalidEndpointException;
import reactor.zmtp.PullSocket;
import reactor.zmtp.PushSocket;
import reactor.zmtp.SocketEvent.BindFailed;
import reactor.zmtp.SocketEvent.ConnectRetried;
import reactor.zmtp.ZmqContext;
import reactor.zmtp.ZmqException;
import reactor.zmtp.provided.FaultyTransports.AnotherWire;
import reactor.zmtp.provided.FaultyTransports.Broken;
import reactor.zmtp.provided.FaultyTransports.NoScheme;
import reactor.zmtp.provided.FaultyTransports.OurScheme;
import reactor.zmtp.provided.FaultyTransports.ReturnsNothing;
import reactor.zmtp.provided.FaultyTransports.ThrowsOverAddresses;
import reactor.zmtp.provided.FaultyTransports.ThrowsWhenAskedForItsScheme;
import reactor.zmtp.provided.FaultyTransports.ThrowsWhenMade;
import reactor.zmtp.provided.FaultyTransports.ThrowsWhenUsed;
import reactor.zmtp.watch.Events;
import reactor.zmtp.watch.Scene;

/** A transport of another jar that is not as it should be: an error says so, and harms nobody. */
class FaultyTransportTest extends Scene {

  @TempDir private Path folder;

  @Test
  void anUnknownSchemeIsToldThoseThatThereAre() throws IOException {
    ZmqContext context = context(Wire.class);

    assertThatThrownBy(() -> context.pull().bind("rope://1"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("there is no transport \"rope\"")
        .hasMessageEndingWith("supported are: tcp, ipc, inproc, udp, ws, wss, wire");
  }

  @Test
  void aSchemeIsWrittenInLowerCase() throws IOException {
    ZmqContext context = context(Wire.class);

    assertThatThrownBy(() -> context.pull().bind("Wire://*:*"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("\"Wire\" is written in lower case: wire");
  }

  @Test
  void twoTransportsWithOneSchemeAreBothNamedAndNeitherIsUsed() throws IOException {
    ZmqContext context = context(Wire.class, AnotherWire.class);

    assertThatThrownBy(() -> context.pull().bind("wire://*:*"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessageContaining("more than one transport has the scheme wire: ")
        .hasMessageContaining(Wire.class.getName() + " in file:")
        .hasMessageContaining(AnotherWire.class.getName() + " in file:");
  }

  @Test
  void noTransportTakesTheSchemeOfOneOfOurs() throws IOException {
    ZmqContext context = context(OurScheme.class);

    open(context.pull().bind("tcp://127.0.0.1:*"));

    assertThatThrownBy(() -> context.pull().bind("wire://*:*"))
        .hasMessageContaining(OurScheme.class.getName())
        .hasMessageContaining("has the scheme tcp, which is this library's own");
  }

  @Test
  void aSchemeThatIsNoneIsToldWhereTheTransportIsMissed() throws IOException {
    ZmqContext context = context(NoScheme.class);

    assertThatThrownBy(() -> context.pull().bind("wire://*:*"))
        .hasMessageContaining(NoScheme.class.getName())
        .hasMessageContaining("has the scheme \"No Scheme\"; right are lower-case letters");
  }

  @Test
  void whatCannotBeLoadedIsToldWhereItIsMissedAndKeepsNoOtherFromIt() throws IOException {
    ZmqContext context =
        keep(
            Jars.context(
                folder,
                List.of(
                    "no.such.Transport",
                    FaultyTransports.class.getName(),
                    ThrowsWhenMade.class.getName(),
                    ThrowsWhenAskedForItsScheme.class.getName(),
                    Wire.class.getName())));

    assertThatThrownBy(() -> context.pull().bind("rope://1"))
        .hasMessageContaining("wss, wire; not used: ")
        .hasMessageContaining("no.such.Transport not found")
        .hasMessageContaining("FaultyTransports not a subtype")
        .hasMessageContaining("out of order")
        .hasMessageContaining("does not tell its scheme");
  }

  /** The loader tells of one by another error. */
  @Test
  void aTransportForALaterJavaKeepsNoOtherFromIt() throws IOException {
    byte[] header = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 120};
    Files.write(folder.resolve("Later.class"), header);
    ZmqContext context = keep(Jars.context(folder, List.of("Later", Wire.class.getName())));

    assertThatThrownBy(() -> context.pull().bind("rope://1"))
        .hasMessageContaining("wss, wire; not used: ")
        .hasMessageContaining("Later");
  }

  @Test
  void aMalformedAddressIsRefusedWithTheTransportsOwnWords() throws IOException {
    ZmqContext context = context(Wire.class);

    assertThatThrownBy(() -> context.pull().bind("wire://nowhere"))
        .isInstanceOf(InvalidEndpointException.class)
        .hasMessage("endpoint \"wire://nowhere\": there is no port; right is wire://host:port");
  }

  @Test
  void aTransportThatThrowsOverAnAddressIsNamed() throws IOException {
    ZmqContext context = context(ThrowsOverAddresses.class);

    assertThatThrownBy(() -> context.pull().bind("wire://*:*"))
        .isInstanceOf(ZmqException.class)
        .hasMessageContaining("the transport wire of " + ThrowsOverAddresses.class.getName())
        .hasMessageEndingWith("out of order")
        .hasCauseInstanceOf(Broken.class);
  }

  @Test
  void aTransportThatThrowsWhenItBindsFailsThatBind() throws IOException {
    PullSocket pull = open(context(ThrowsWhenUsed.class).pull());
    Events events = new Events();
    keep(pull.events().subscribe(events));

    StepVerifier.create(pull.bind("wire://*:*"))
        .expectErrorSatisfies(
            e -> assertThat(e).hasMessageContaining("has failed").hasCauseInstanceOf(Broken.class))
        .verify(PATIENCE);

    assertThat(events.await(BindFailed.class).endpoint()).isEqualTo("wire://*:*");
  }

  @Test
  void aTransportThatReturnsNothingFailsThatBind() throws IOException {
    PullSocket pull = open(context(ReturnsNothing.class).pull());

    StepVerifier.create(pull.bind("wire://*:*"))
        .expectErrorSatisfies(e -> assertThat(e).hasMessageEndingWith("bind has returned null"))
        .verify(PATIENCE);
  }

  @Test
  void aTransportThatThrowsWhenItConnectsFailsThatAttempt() throws IOException {
    PushSocket push = open(context(ThrowsWhenUsed.class).push());
    Events events = new Events();
    keep(push.events().subscribe(events));

    await(push.connect("wire://127.0.0.1:1"));

    assertThat(events.await(ConnectRetried.class).cause()).hasCauseInstanceOf(Broken.class);
  }

  private ZmqContext context(Class<?>... transports) throws IOException {
    return keep(Jars.context(folder, transports));
  }
}

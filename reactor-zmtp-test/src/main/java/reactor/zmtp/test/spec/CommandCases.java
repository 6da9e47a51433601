package reactor.zmtp.test.spec;

import static reactor.zmtp.test.ZmtpBytes.command;
import static reactor.zmtp.test.ZmtpBytes.error;
import static reactor.zmtp.test.ZmtpBytes.hex;
import static reactor.zmtp.test.ZmtpBytes.ping;
import static reactor.zmtp.test.ZmtpBytes.ready;
import static reactor.zmtp.test.spec.FramingCases.repeated;
import static reactor.zmtp.test.spec.Scenario.last;
import static reactor.zmtp.test.spec.Scenario.socket;

import java.util.stream.Stream;
import reactor.zmtp.test.ZmtpFrame;

/** Commands after the handshake, well-formed and otherwise. */
final class CommandCases extends SpecGroup {

  private static final String GRAMMAR = "RFC 37 Formal Grammar";
  private static final String COMMANDS = "RFC 37 Commands";
  private static final String SECURITY = "RFC 37 Security Considerations";

  CommandCases() {
    super("CM", "Commands");
    open(1, "A command of no octets is refused or ignored", GRAMMAR, after("04 00"));
    open(2, "A name of no octets is refused or ignored", GRAMMAR, after("04 01 00"));
    open(3, "A name longer than its frame is refused or ignored", GRAMMAR, after("04 02 09 41"));
    open(
        4,
        "An unknown command is skipped or refused",
        COMMANDS,
        socket("PULL").send(hex("04 08 06 464f4f424152 31"), last("x")).deliversOrCloses("x"));
    open(
        5,
        "A name of other octets than letters is refused or ignored",
        GRAMMAR,
        Stream.of("00", "20", "80")
            .map(octet -> after("04 04 03 41" + octet + "42").label(octet))
            .toArray(Scenario[]::new));
    open(
        6,
        "A name of 255 letters is skipped or refused",
        GRAMMAR,
        socket("PULL").send(command("A".repeat(255))).survives());
    open(
        7,
        "A second READY is ignored or refused",
        "RFC 37 NULL",
        socket("PULL").send(ready("PUB")).survives());
    open(
        8,
        "ERROR after the handshake is ignored or refused",
        "RFC 37 Error Handling",
        socket("PULL").send(error("400")).survives());
    open(
        9,
        "Commands of other socket types are not delivered",
        COMMANDS,
        socket("PULL").command("SUBSCRIBE", hex("41")).survives(),
        socket("PULL").command("JOIN", hex("67")).survives());
    open(
        10,
        "A command in lower case is answered, or is another command",
        "RFC 37 Formal Grammar; RFC 5234 2.3",
        socket("PULL")
            .command("ping", hex("0000"))
            .step(
                "answered, or not",
                s -> {
                  s.peer().send(ping(0, hex("01")));
                  ZmtpFrame first = s.next(s.peer(), s.patience);
                  s.note(
                      first == null
                          ? "closed"
                          : first.commandData().length == 0 ? "answered" : "not answered");
                }));
    open(
        11,
        "A command of 64 KiB and more is skipped or refused",
        SECURITY,
        socket("PULL").send(command("FOO", new byte[(1 << 16) + 1])).survives());
    must(
        12,
        "Names of commands are letters with a length",
        COMMANDS,
        socket("SUB")
            .subscribesByCommands()
            .subscribe("a")
            .step("look at SUBSCRIBE", s -> letters(s.frame("a command"))),
        socket("PULL")
            .send(ping(0, hex("01")))
            .step("look at PONG", s -> letters(s.frame("a command"))));
    open(
        13,
        "A hundred thousand unknown commands cost no memory",
        SECURITY,
        socket("PULL")
            .bind()
            .step(
                "send 100,000",
                s -> {
                  Memory before = Memory.of(s.engine);
                  byte[] block = repeated(command("FOO", new byte[10]), 1_000);
                  for (int i = 0; i < 100; i++) {
                    s.peer().send(block);
                  }
                  s.note(s.alive() ? "ignored them" : "closed");
                  before.grewLessThan(64 << 20, s);
                }));
  }

  private static Scenario after(String octets) {
    return socket("PULL").send(octets).survives();
  }

  private static void letters(ZmtpFrame command) {
    if (!command.commandName().matches("[A-Z]+")) {
      throw new Failed("right: a name of letters; came: " + command);
    }
  }
}

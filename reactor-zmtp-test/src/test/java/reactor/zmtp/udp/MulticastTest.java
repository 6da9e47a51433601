package reactor.zmtp.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What a RADIO sends to the DISHes of a multicast group. Multicast, in a network namespace that
 * this test makes for itself, so that no datagram leaves it: one program does it all there, and the
 * tests look at what it has told.
 */
class MulticastTest {

  /** Multicast is routed for 239 alone. */
  private static final String NETWORK =
      "ip link set lo up"
          + " && ip link add net0 type veth peer name net1"
          + " && ip link set net0 addrgenmode none" // of link-local ones none is there at once
          + " && ip address add 10.9.8.1/24 dev net0"
          + " && ip address add fd00::1/64 dev net0 nodad"
          + " && ip link set net0 up && ip link set net1 up"
          + " && ip route add 239.0.0.0/8 dev net0";

  private static final Map<String, String> TOLD = new LinkedHashMap<>();

  @BeforeAll
  static void runProgram() throws IOException, InterruptedException {
    assumeTrue(
        run(NETWORK).equals(""),
        "skipped: multicast is tested in a network namespace, and this user may make none with"
            + " unshare and ip (Debian: apt install util-linux iproute2)");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String nativeLoops = System.getProperty("reactor.netty.native", "true");
    String told =
        run(
            NETWORK + " && exec \"$@\"",
            java,
            "-XX:TieredStopAtLevel=1",
            "-Dreactor.netty.native=" + nativeLoops,
            "-cp",
            System.getProperty("java.class.path"),
            MulticastProgram.class.getName());
    told.lines()
        .filter(line -> line.contains("="))
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              TOLD.put(line.substring(0, equals), line.substring(equals + 1));
            });
  }

  /** Runs a script in a namespace of its own, and returns what it has said. */
  private static String run(String script, String... arguments)
      throws IOException, InterruptedException {
    String[] command = new String[8 + arguments.length];
    String[] first = {"unshare", "--user", "--map-root-user", "--net", "sh", "-c", script, "sh"};
    System.arraycopy(first, 0, command, 0, first.length);
    System.arraycopy(arguments, 0, command, first.length, arguments.length);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) { // there is no such program
      return e.toString();
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return said;
  }

  private static String told(String what) {
    return TOLD.getOrDefault(what, "nothing; told was " + TOLD);
  }

  @Test
  void allWhoHaveJoinedAGroupReceiveWhatIsSentToIt() {
    assertThat(told("all")).isEqualTo("Friends Friends at udp://239.0.0.1:5561");
  }

  @Test
  void anInterfaceIsNamedOnBothSides() {
    assertThat(told("named")).isEqualTo("Friends at udp://net0;239.0.0.2:5562");
  }

  @Test
  void anInterfaceIsKnownByItsAddressToo() {
    assertThat(told("byAddress")).isEqualTo("Friends at udp://10.9.8.1;239.0.0.3:5563");
  }

  @Test
  void aGroupMayBeOfIpv6() {
    assertThat(told("ipv6")).isEqualTo("Friends at udp://net0;[ff02::7a65:1]:5564");
  }

  @Test
  void withoutLoopNothingComesToThisMachine() {
    assertThat(told("withoutLoop")).isEqualTo("which is");
  }

  @Test
  void aGroupThatHasNoRouteNeedsAnInterface() {
    assertThat(told("noRoute"))
        .contains("BindException", "this machine has no route to that group", "udp://eth0;");
  }
}

package reactor.zmtp.samples.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reactor.zmtp.samples.benchmarks.peer.Library;
import reactor.zmtp.samples.benchmarks.peer.PeerProgram;
import reactor.zmtp.samples.benchmarks.peer.Plan;

/**
 * A library in the comparison, as a program that can be started.
 *
 * @param name what options call it
 * @param label what the report calls it
 * @param program the command, to which a plan's arguments are added
 */
record Contender(String name, String label, List<String> program) {

  /** One in Java: this JVM and its class path, and the same options for all. */
  static Contender inJava(Library library, String label, List<String> jvmOptions) {
    List<String> program = new ArrayList<>();
    program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    program.addAll(jvmOptions);
    program.addAll(
        List.of("-cp", System.getProperty("java.class.path"), PeerProgram.class.getName()));
    program.add(library.argument());
    return new Contender(library.argument(), label, program);
  }

  List<String> command(Plan plan) {
    List<String> command = new ArrayList<>(program);
    command.addAll(plan.arguments());
    return command;
  }
}

package reactor.zmtp.samples.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.zmtp.samples.benchmarks.peer.Library;
import reactor.zmtp.samples.benchmarks.peer.PeerProgram;
import reactor.zmtp.samples.benchmarks.peer.Role;

/**
 * A library in the comparison, as a program that can be started.
 *
 * @param name what options call it
 * @param label what the report calls it
 * @param program the command, to which a plan's arguments are added
 * @param library the library if it is one in Java
 */
record Contender(String name, String label, List<String> program, @Nullable Library library) {

  /** One in another language. */
  Contender(String name, String label, List<String> program) {
    this(name, label, program, null);
  }

  /** One in Java: this JVM and its class path, and the same options for all. */
  static Contender inJava(Library library, String label, List<String> jvmOptions) {
    return inJava(library, label, jvmOptions, System.getProperty("java.class.path"));
  }

  /** One with a class path of its own. */
  static Contender inJava(
      Library library, String label, List<String> jvmOptions, String classPath) {
    List<String> program = new ArrayList<>();
    program.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    program.addAll(jvmOptions);
    program.addAll(List.of("-cp", classPath, PeerProgram.class.getName()));
    program.add(library.argument());
    return new Contender(library.argument(), label, program, library);
  }

  /** The command with the arguments of a plan. */
  List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    return command;
  }

  /** Whether it can do a work, but for the side that a crowd plays. */
  boolean does(Work work) {
    return library == null ? LibzmqProgram.does(work) : does(library, work);
  }

  private static boolean does(Library library, Work work) {
    Role crowd = work.kind().crowd();
    return library.speaks(work.transport().scheme)
        && library.knows(work.security())
        && (work.kind().binder == crowd || library.plays(work.kind().binder))
        && (work.kind().connector == crowd || library.plays(work.kind().connector));
  }
}

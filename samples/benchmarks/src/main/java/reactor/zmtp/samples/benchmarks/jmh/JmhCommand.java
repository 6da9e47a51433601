package reactor.zmtp.samples.benchmarks.jmh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** JMH's own command line. */
@Command(
    name = "jmh",
    description =
        "Runs the JMH benchmarks of the codec, the pipe and what is received; takes JMH's"
            + " arguments, such as -h, -l, or a name and -prof gc.")
public final class JmhCommand implements Callable<Integer> {

  @Unmatched private final List<String> arguments = new ArrayList<>();

  /** Made by the command line. */
  public JmhCommand() {}

  @Override
  public Integer call() throws IOException {
    Main.main(arguments.toArray(new String[0]));
    return 0;
  }
}

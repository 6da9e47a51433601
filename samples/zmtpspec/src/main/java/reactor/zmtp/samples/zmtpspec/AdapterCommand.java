package reactor.zmtp.samples.zmtpspec;

import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import reactor.zmtp.test.spec.Engine;
import reactor.zmtp.test.spec.EngineServer;
import reactor.zmtp.test.spec.ReactorEngine;

@Command(
    name = "adapter",
    description = "Serves an implementation in Java, ours or jeromq, by lines on standard input.")
final class AdapterCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ENGINE", description = "ours or jeromq.")
  private String name = "ours";

  @Override
  public Integer call() throws Exception {
    PrintStream answers = System.out;
    System.setOut(System.err); // JeroMQ prints there what it thinks of its peers
    Engine engine = name.equals("jeromq") ? new JeroMqEngine() : new ReactorEngine();
    EngineServer.serve(
        engine,
        new InputStreamReader(System.in, StandardCharsets.US_ASCII),
        new OutputStreamWriter(answers, StandardCharsets.US_ASCII));
    return 0;
  }
}

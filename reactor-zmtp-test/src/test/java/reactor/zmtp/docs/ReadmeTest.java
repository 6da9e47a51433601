package reactor.zmtp.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import reactor.zmtp.PullSocket;
import reactor.zmtp.ZmqContext;

/**
 * Every Java block of every README compiles, and those that are statements run to their end; but
 * for those of webflux-quotes and bridges, which are lines of their sources and have a test there.
 */
class ReadmeTest {

  private static final Set<String> TESTED_THERE =
      Set.of("webflux-quotes", "bridges", "custom-transport");

  private static final Pattern JAVA_BLOCK = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);

  private static final String IMPORTS =
      """
      import java.time.Duration;
      import java.util.*;
      import java.util.function.Function;
      import reactor.core.Disposable;
      import org.junit.jupiter.api.Test;
      import reactor.core.publisher.*;
      import reactor.test.*;
      import reactor.test.scheduler.*;
      import reactor.zmtp.*;
      import reactor.zmtp.security.*;
      import reactor.zmtp.test.*;

      """;

  @TempDir Path folder;

  @TestFactory
  Stream<DynamicTest> everyJavaBlockCompilesAndRuns() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Path root = Path.of("").toAbsolutePath().getParent();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path readme :
          files
              .filter(file -> file.endsWith("README.md") && !file.toString().contains("target"))
              .filter(file -> !TESTED_THERE.contains(file.getParent().getFileName().toString()))
              .sorted()
              .toList()) {
        Matcher blocks = JAVA_BLOCK.matcher(Files.readString(readme));
        for (int i = 1; blocks.find(); i++) {
          String name = root.relativize(readme) + ", block " + i;
          String block = blocks.group(1);
          tests.add(DynamicTest.dynamicTest(name, () -> compileAndRun(block, name)));
        }
      }
    }
    assertThat(tests).as("the five examples of the README").hasSizeGreaterThanOrEqualTo(5);
    return tests.stream();
  }

  private void compileAndRun(String block, String name) throws Exception {
    String type = "Block" + Integer.toHexString(name.hashCode());
    if (block.contains("class ")) {
      compile(typeOf(block), IMPORTS + block);
    } else if (block.contains("@Test")) {
      compile(type, IMPORTS + "@ZmqTest class " + type + " {\n" + block + "\n}");
    } else {
      String missing = missing(block, "ZmqContext zmq") + missing(block, "PullSocket pull");
      String run =
          "public static void run(ZmqContext[] context, PullSocket[] socket) throws Exception";
      compile(
          type,
          IMPORTS + "public class " + type + " { " + run + " {\n" + missing + block + "\n} }");
      run(type);
    }
  }

  /** What an example takes for granted. */
  private static String missing(String block, String variable) {
    if (block.contains(variable + " =")) {
      return "";
    }
    return variable + " = " + (variable.startsWith("Zmq") ? "context[0];\n" : "socket[0];\n");
  }

  private static String typeOf(String block) {
    Matcher type = Pattern.compile("class (\\w+)").matcher(block);
    assertThat(type.find()).isTrue();
    return type.group(1);
  }

  private void compile(String type, String source) throws IOException {
    Path file = Files.writeString(folder.resolve(type + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
        compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
      boolean compiled =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-cp", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as("%s%n%s", said, source).isTrue();
    }
  }

  private void run(String type) throws Exception {
    ZmqContext zmq = ZmqContext.create();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      PullSocket pull = zmq.pull().bind("tcp://127.0.0.1:*").open().block();
      loader
          .loadClass(type)
          .getMethod("run", ZmqContext[].class, PullSocket[].class)
          .invoke(null, new ZmqContext[] {zmq}, new PullSocket[] {pull});
    } catch (InvocationTargetException e) {
      throw new AssertionError("the block failed", e.getCause());
    } finally {
      zmq.dispose();
    }
  }
}

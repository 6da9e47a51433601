package reactor.zmtp.samples.quotes;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.reactive.function.client.WebClient;

/** Headless Chromium, driven by chromedriver over HTTP as the WebDriver standard says. */
final class Browser implements AutoCloseable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private final Process driver;
  private final WebClient client;
  private final String session;

  private Browser(Process driver, int port) {
    this.driver = driver;
    this.client =
        WebClient.builder()
            .baseUrl("http://127.0.0.1:" + port)
            .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
            .build();
    Map<String, ?> options =
        Map.of(
            "args",
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--window-size=900,680"));
    Map<String, ?> capabilities = Map.of("goog:chromeOptions", options);
    Map<?, ?> made =
        (Map<?, ?>) post("/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
    this.session = "/session/" + made.get("sessionId");
  }

  /** Starts it, or skips the test where it is missing; not with CI=true, where it must be there. */
  static Browser start() throws IOException {
    assumeTrue(
        "true".equals(System.getenv("CI"))
            || (Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER)),
        "skipped: it needs Chromium (Debian: apt install chromium chromium-driver)");
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=0").redirectErrorStream(true).start();
    BufferedReader output = driver.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher matcher = STARTED.matcher(line);
      if (matcher.find()) {
        return new Browser(driver, Integer.parseInt(matcher.group(1)));
      }
    }
    throw new IOException("chromedriver has ended with code " + driver.onExit().join().exitValue());
  }

  void open(String url) {
    post(session + "/url", Map.of("url", url));
  }

  /** Runs a script; its value is what it returns. */
  Object run(String script) {
    return post(session + "/execute/sync", Map.of("script", script, "args", List.of()));
  }

  /** Waits, in the page, until an expression is true, and gives its value. */
  Object await(String expression) {
    String script =
        """
        const done = arguments[0];
        (function look() {
          const value = %s;
          value ? done(value) : setTimeout(look, 20);
        })();\
        """
            .formatted(expression);
    return post(session + "/execute/async", Map.of("script", script, "args", List.of()));
  }

  /** The screen it has: its size, how many of its points are one of the page's, its colours. */
  void screen(int width, int height, int density, String scheme) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", density, "mobile", width < 500));
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    cdp("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** A picture of what the screen shows. */
  void picture(Path file) throws IOException {
    Map<?, ?> shot = (Map<?, ?>) cdp("Page.captureScreenshot", Map.of());
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, Base64.getDecoder().decode((String) shot.get("data")));
  }

  private Object cdp(String command, Map<String, ?> parameters) {
    return post(session + "/goog/cdp/execute", Map.of("cmd", command, "params", parameters));
  }

  private Object post(String path, Object body) {
    return client
        .post()
        .uri(path)
        .bodyValue(body)
        .retrieve()
        .bodyToMono(Map.class)
        .blockOptional(PATIENCE)
        .orElseThrow()
        .get("value");
  }

  @Override
  public void close() {
    client.delete().uri(session).retrieve().toBodilessEntity().block(PATIENCE);
    driver.destroy();
  }
}

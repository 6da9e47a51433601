package reactor.zmtp.websocket;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.zmtp.watch.Scene;
import tools.jackson.databind.json.JsonMapper;

/** Headless Chromium, driven by chromedriver over HTTP as the WebDriver standard says. */
final class Browser implements Disposable {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final JsonMapper JSON = new JsonMapper();

  private final Process driver;
  private final String session;

  private Browser(Process driver, String server) {
    this.driver = driver;
    Map<String, ?> options =
        Map.of("args", List.of("--headless=new", "--no-sandbox", "--disable-dev-shm-usage"));
    Map<String, ?> capabilities = Map.of("goog:chromeOptions", options);
    Map<?, ?> made =
        (Map<?, ?>)
            post(server + "/session", Map.of("capabilities", Map.of("alwaysMatch", capabilities)));
    this.session = server + "/session/" + made.get("sessionId");
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
        return new Browser(driver, "http://127.0.0.1:" + matcher.group(1));
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

  /** Runs a script that holds the browser up. */
  Mono<Object> holding(String script) {
    Map<String, ?> body = Map.of("script", script, "args", List.of());
    return Mono.fromFuture(() -> send(session + "/execute/sync", body));
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

  private static Object post(String url, Object body) {
    return send(url, body).orTimeout(2 * Scene.PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
  }

  private static CompletableFuture<Object> send(String url, Object body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url))
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    return RawClient.HTTP.sendAsync(request, BodyHandlers.ofString()).thenApply(Browser::value);
  }

  private static Object value(HttpResponse<String> response) {
    Map<?, ?> answer = JSON.readValue(response.body(), Map.class);
    if (response.statusCode() != 200) {
      throw new AssertionError("the browser says " + response.body());
    }
    return answer.get("value");
  }

  @Override
  public void dispose() {
    RawClient.HTTP
        .sendAsync(
            HttpRequest.newBuilder(URI.create(session)).DELETE().build(), BodyHandlers.discarding())
        .join();
    driver.destroy();
    driver.onExit().join();
  }
}

package reactor.zmtp.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.security.auth.Subject;
import javax.security.auth.kerberos.KerberosPrincipal;
import javax.security.auth.kerberos.KeyTab;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A KDC of MIT's Kerberos on loopback, with a realm of its own in a temporary folder; one for all
 * tests of a JVM, whose JDK is told of it. Skips the tests of a class where it is not installed;
 * not with CI=true, where it must be there.
 */
public final class Kdc implements ExecutionCondition, BeforeAllCallback {

  /** The service. */
  public static final String SERVICE = "zmq@localhost";

  /** Another service, of which the first has not the key. */
  public static final String OTHER_SERVICE = "other@localhost";

  private static final String REALM = "ZMTP.TEST";
  private static final String KRB5KDC = "/usr/sbin/krb5kdc";
  private static final List<String> PROGRAMS =
      List.of(KRB5KDC, "/usr/sbin/kdb5_util", "/usr/sbin/kadmin.local");
  private static final List<String> PRINCIPALS =
      List.of("zmq/localhost", "other/localhost", "ann", "bob");
  private static final int ATTEMPTS = 5;

  /** Why a test was skipped. */
  public static final String MISSING =
      "skipped: it needs a Kerberos KDC (Debian: apt install krb5-kdc krb5-admin-server)";

  private final boolean required;
  private Running running;

  /** Not started yet. */
  public Kdc() {
    this(true);
  }

  private Kdc(boolean required) {
    this.required = required;
  }

  /** Not started yet, for tests that can do without some of what they do: no class is skipped. */
  public static Kdc ifInstalled() {
    return new Kdc(false);
  }

  /** Whether it was started. */
  public boolean isRunning() {
    return running != null;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return required && !isInstalled()
        ? ConditionEvaluationResult.disabled(MISSING)
        : ConditionEvaluationResult.enabled("it has what it needs");
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!isInstalled()) {
      return;
    }
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.GLOBAL)
            .getOrComputeIfAbsent(Kdc.class, key -> Running.start(), Running.class);
  }

  private static boolean isInstalled() {
    return PROGRAMS.stream().allMatch(program -> Files.isExecutable(Path.of(program)))
        || "true".equals(System.getenv("CI"));
  }

  /** What a process with MIT's Kerberos needs to know: it has the keys of all. */
  public Map<String, String> environment() {
    String keytab = "FILE:" + running.keytab("all");
    return Map.of(
        "KRB5_CONFIG",
        running.file("krb5.conf").toString(),
        "KRB5_KTNAME",
        keytab,
        "KRB5_CLIENT_KTNAME",
        keytab,
        "KRB5CCNAME",
        "MEMORY:",
        "KRB5RCACHENAME",
        "file2:" + running.file("rcache"));
  }

  /** The name of a user in full. */
  public static String principal(String user) {
    return user + "@" + REALM;
  }

  /** A user who has just logged in. */
  public Subject user(String name) {
    try {
      LoginContext login = new LoginContext("zmtp", new Subject(), null, loginOf(name));
      login.login();
      return login.getSubject();
    } catch (LoginException e) {
      throw new AssertionError("the login of " + name, e);
    }
  }

  /** Has something done while the KDC gives no answers. */
  public void silently(Runnable meanwhile) {
    running.signal("STOP");
    try {
      meanwhile.run();
    } finally {
      running.signal("CONT");
    }
  }

  private Configuration loginOf(String name) {
    Map<String, String> options =
        Map.of(
            "useKeyTab",
            "true",
            "keyTab",
            running.keytab(name).toString(),
            "principal",
            principal(name),
            "doNotPrompt",
            "true",
            "refreshKrb5Config", // the JDK remembers that of another class's KDC
            "true");
    AppConfigurationEntry entry =
        new AppConfigurationEntry(
            "com.sun.security.auth.module.Krb5LoginModule",
            LoginModuleControlFlag.REQUIRED,
            options);
    return new Configuration() {
      @Override
      public AppConfigurationEntry[] getAppConfigurationEntry(String ignored) {
        return new AppConfigurationEntry[] {entry};
      }
    };
  }

  /** The service, which has its key, and no ticket. */
  public Subject service() {
    KerberosPrincipal principal = new KerberosPrincipal(principal("zmq/localhost"));
    KeyTab key = KeyTab.getInstance(principal, running.keytab("zmq").toFile());
    return new Subject(true, Set.of(principal), Set.of(), Set.of(key));
  }

  /** It and its folder, until all tests are over. */
  private static final class Running implements AutoCloseable {

    private final Path folder;
    private Process process;

    private Running(Path folder) {
      this.folder = folder;
    }

    static Running start() {
      try {
        Running it = new Running(Files.createTempDirectory("kdc"));
        try {
          it.begin();
          return it;
        } catch (IOException | RuntimeException | Error e) {
          it.close();
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the KDC", e);
      }
    }

    Path file(String name) {
      return folder.resolve(name);
    }

    Path keytab(String name) {
      return file(name + ".keytab");
    }

    private void begin() throws IOException {
      configure(0);
      run("", "/usr/sbin/kdb5_util", "create", "-s", "-P", "a master password", "-r", REALM);
      StringBuilder commands = new StringBuilder();
      for (String principal : PRINCIPALS) {
        commands.append("addprinc -randkey ").append(principal).append('\n');
        for (String keytab : List.of(principal.split("/", 2)[0], "all")) {
          commands.append("ktadd -norandkey -k %s %s%n".formatted(keytab(keytab), principal));
        }
      }
      run(commands.toString(), "/usr/sbin/kadmin.local", "-r", REALM);
      for (int attempt = 1; process == null; attempt++) {
        launch(attempt);
      }
      System.setProperty("java.security.krb5.conf", file("krb5.conf").toString());
    }

    /** It cannot be asked to choose a port, and the one that was free may be taken meanwhile. */
    private void launch(int attempt) throws IOException {
      configure(freePort());
      Process started = command(KRB5KDC, "-n").start();
      BufferedReader output = started.inputReader(StandardCharsets.UTF_8);
      StringBuilder said = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.contains("starting")) {
          process = started;
          return;
        }
        said.append(line).append('\n');
      }
      if (attempt == ATTEMPTS) {
        throw new IOException("the KDC does not start: " + said);
      }
    }

    private static int freePort() throws IOException {
      try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      }
    }

    private void configure(int port) throws IOException {
      Files.writeString(
          file("krb5.conf"),
          """
          [libdefaults]
            default_realm = %1$s
            dns_lookup_kdc = false
            dns_lookup_realm = false
            dns_canonicalize_hostname = false
            rdns = false
            udp_preference_limit = 1
          [realms]
            %1$s = {
              kdc = 127.0.0.1:%2$d
            }
          [domain_realm]
            localhost = %1$s
          """
              .formatted(REALM, port));
      Files.writeString(
          file("kdc.conf"),
          """
          [kdcdefaults]
            kdc_listen = 127.0.0.1:%2$d
            kdc_tcp_listen = 127.0.0.1:%2$d
          [realms]
            %1$s = {
              database_name = %3$s/principal
              key_stash_file = %3$s/stash
              acl_file = %3$s/acl
            }
          [logging]
            kdc = FILE:%3$s/kdc.log
          """
              .formatted(REALM, port, folder));
    }

    private ProcessBuilder command(String... command) {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("KRB5_CONFIG", file("krb5.conf").toString());
      builder.environment().put("KRB5_KDC_PROFILE", file("kdc.conf").toString());
      return builder;
    }

    private void run(String input, String... command) throws IOException {
      Process run = command(command).start();
      try (Writer in = run.outputWriter(StandardCharsets.UTF_8)) {
        in.write(input);
      }
      String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      try {
        if (run.waitFor() != 0) {
          throw new IOException(String.join(" ", command) + ": " + output);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }

    void signal(String signal) {
      try {
        run("", "/bin/kill", "-" + signal, Long.toString(process.pid()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      if (process != null) {
        process.destroy();
        try {
          if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(each);
        }
      }
    }
  }
}

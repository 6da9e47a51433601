package reactor.zmtp;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The layers of the engine, and who may know whom. */
class ArchitectureTest {

  private static final String ROOT = "reactor.zmtp";

  /** What a layer below the sockets may know of the API. */
  private static final Set<Class<?>> VALUES_OF_THE_API =
      Set.of(
          AddressInUseException.class,
          AuthenticationException.class,
          BindException.class,
          DatagramMessage.class,
          DisposedException.class,
          InvalidEndpointException.class,
          IpcProcess.class,
          NoReplyException.class,
          PeerMetadata.class,
          PeerNotice.class,
          ProtocolException.class,
          ProtocolVersion.class,
          ReconnectStop.class,
          RoutingId.class,
          SocketEvent.class,
          SocketType.class,
          UnroutableException.class,
          ZmqException.class,
          ZmqMessage.class);

  private static JavaClasses ours;

  /** A package beside the root, exported or not, and those it may use. */
  enum Layer {
    MESSAGE("message"),
    CRYPTO("crypto"),
    SECURITY("security", CRYPTO),
    OPTION("option", SECURITY),
    LOOP("loop"),
    WIRE("wire", MESSAGE),
    MECHANISM("mechanism", WIRE, CRYPTO, SECURITY),
    PIPE("pipe", MESSAGE),
    CONNECTION("connection", MECHANISM, WIRE, PIPE, LOOP, OPTION, MESSAGE, SECURITY),
    ADDRESS("transport.address"),
    TRANSPORT("transport"),
    ENDPOINT("endpoint", CONNECTION, LOOP, OPTION, ADDRESS),
    PROVIDED("transport.provided", TRANSPORT, ENDPOINT, ADDRESS, LOOP, OPTION),
    TCP("transport.tcp", ENDPOINT, ADDRESS, CONNECTION, LOOP, OPTION),
    IPC("transport.ipc", ENDPOINT, ADDRESS, CONNECTION, LOOP, OPTION),
    WS("transport.ws", ENDPOINT, ADDRESS, CONNECTION, LOOP, OPTION, MECHANISM, WIRE),
    INPROC("transport.inproc", ENDPOINT, CONNECTION, LOOP, OPTION, PIPE, MESSAGE, WIRE),
    UDP(
        "transport.udp",
        ENDPOINT,
        ADDRESS,
        CONNECTION,
        LOOP,
        OPTION,
        PIPE,
        MESSAGE,
        WIRE,
        SECURITY),
    PATTERN("pattern", PIPE, MESSAGE),
    SOCKET(
        "socket",
        MESSAGE,
        OPTION,
        LOOP,
        WIRE,
        MECHANISM,
        PIPE,
        CONNECTION,
        ENDPOINT,
        TRANSPORT,
        PATTERN,
        SECURITY),
    SPRING("spring", SECURITY);

    private final String packageName;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of gives an immutable one
    private final Set<Layer> mayUse;

    Layer(String name, Layer... mayUse) {
      this.packageName = ROOT + "." + name;
      this.mayUse = Set.of(mayUse);
    }

    boolean holds(JavaClass type) {
      return isIn(type, packageName);
    }

    boolean allows(JavaClass type) {
      return !type.getBaseComponentType().getPackageName().startsWith(ROOT)
          || holds(type)
          || mayUse.stream().anyMatch(layer -> layer.holds(type))
          || (isPublicApi(type) && (this == SOCKET || this == SPRING || isValueOfTheApi(type)));
    }
  }

  @BeforeAll
  static void load() {
    ours =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
  }

  @Test
  void thereIsSomethingToCheck() {
    assertThat(ours.contain(ZmqMessage.class)).isTrue();
    assertThat(ours.size()).isGreaterThan(10);
  }

  @Test
  void everyInternalPackageIsALayerWithItsArrows() {
    Set<String> layers =
        Arrays.stream(Layer.values()).map(layer -> layer.packageName).collect(Collectors.toSet());

    assertThat(ours)
        .allSatisfy(
            type ->
                assertThat(type.getPackageName())
                    .satisfiesAnyOf(
                        name -> assertThat(name).isEqualTo(ROOT),
                        name -> assertThat(layers).contains(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aLayerUsesOnlyTheLayersItMayUse(Layer layer) {
    classes()
        .that(describe("are in " + layer.packageName, layer::holds))
        .and(DescribedPredicate.not(describe("are the registry", ArchitectureTest::isRegistry)))
        .should()
        .onlyDependOnClassesThat(
            describe("it may use: " + layer.mayUse + " and the API's values", layer::allows))
        .allowEmptyShould(true)
        .check(ours);
  }

  @Test
  void onlyTheApiUsesTheSockets() {
    noClasses()
        .that(describe("are neither API nor sockets", type -> !isPublicApi(type)))
        .and(DescribedPredicate.not(describe("are sockets", Layer.SOCKET::holds)))
        .should()
        .dependOnClassesThat(describe("are sockets", Layer.SOCKET::holds))
        .allowEmptyShould(true)
        .check(ours);
  }

  @Test
  void theLibraryWorksWithoutSpringBoot() {
    noClasses()
        .that(DescribedPredicate.not(describe("are for Spring Boot", Layer.SPRING::holds)))
        .should()
        .dependOnClassesThat(
            describe(
                "are for Spring Boot, or of it",
                type ->
                    Layer.SPRING.holds(type)
                        || (type.getPackageName().startsWith("org.springframework")
                            && !type.getPackageName().startsWith("org.springframework.core")
                            && !type.getPackageName().startsWith("org.springframework.util"))))
        .check(ours);
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "IPC", "WS", "INPROC", "UDP", "PROVIDED"})
  void onlyTheRegistryNamesATransport(Layer transport) {
    noClasses()
        .that(DescribedPredicate.not(describe("are of " + transport, transport::holds)))
        .and(DescribedPredicate.not(describe("are the registry", ArchitectureTest::isRegistry)))
        .should()
        .dependOnClassesThat(describe("are of " + transport, transport::holds))
        .check(ours);
  }

  @Test
  void arrowsGoOneWay() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().allowEmptyShould(true).check(ours);
  }

  @ParameterizedTest
  @EnumSource(names = {"PATTERN", "PIPE"})
  void theLogicKnowsNoNetty(Layer layer) {
    noClasses()
        .that(describe("are in " + layer.packageName, layer::holds))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .allowEmptyShould(true)
        .check(ours);
  }

  @ParameterizedTest
  @EnumSource(names = {"WIRE", "MECHANISM", "ADDRESS"})
  void theProtocolKnowsNoChannel(Layer layer) {
    noClasses()
        .that(describe("are in " + layer.packageName, layer::holds))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty.channel..", "reactor.netty..")
        .allowEmptyShould(true)
        .check(ours);
  }

  @Test
  void onlyCryptoKnowsBouncyCastle() {
    noClasses()
        .that(DescribedPredicate.not(describe("are in crypto", Layer.CRYPTO::holds)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.bouncycastle..")
        .check(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"util", "utils", "helper", "helpers", "manager", "managers", "common"})
  void noPackageIsADrawerForOddments(String name) {
    noClasses().should().resideInAPackage(".." + name + "..").check(ours);
  }

  @Test
  void onlyTheApiIsExported() throws Exception {
    URI location = ZmqMessage.class.getProtectionDomain().getCodeSource().getLocation().toURI();

    assertThat(moduleAt(Path.of(location)).exports())
        .filteredOn(export -> !export.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(
            ROOT,
            Layer.SECURITY.packageName,
            Layer.SPRING.packageName,
            Layer.TRANSPORT.packageName);
  }

  private static ModuleDescriptor moduleAt(Path classes) throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  private static boolean isIn(JavaClass type, String packageName) {
    return type.getBaseComponentType().getPackageName().equals(packageName);
  }

  private static boolean isRegistry(JavaClass type) {
    return type.getName().equals(Layer.SOCKET.packageName + ".Transports")
        || type.getName().equals(Layer.SOCKET.packageName + ".ProvidedTransports");
  }

  private static boolean isPublicApi(JavaClass type) {
    return type.getBaseComponentType().getPackageName().equals(ROOT);
  }

  private static boolean isValueOfTheApi(JavaClass type) {
    String outermost = type.getBaseComponentType().getName().split("\\$", 2)[0];
    return VALUES_OF_THE_API.stream().anyMatch(value -> value.getName().equals(outermost));
  }
}

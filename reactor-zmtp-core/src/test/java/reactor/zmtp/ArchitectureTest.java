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
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rooms of the engine, and who may know whom. */
class ArchitectureTest {

  private static final String ROOT = "reactor.zmtp";

  private static JavaClasses ours;

  /** A package beside the root, exported or not, and those it may use. */
  enum Room {
    MESSAGE,
    CRYPTO,
    SECURITY(CRYPTO),
    OPTION(SECURITY),
    LOOP,
    WIRE(MESSAGE),
    MECHANISM(WIRE, CRYPTO, SECURITY),
    PIPE(MESSAGE),
    CONNECTION(MECHANISM, WIRE, PIPE, LOOP, OPTION, MESSAGE, SECURITY),
    TRANSPORT(CONNECTION, LOOP, OPTION),
    PATTERN(PIPE, MESSAGE),
    SOCKET(MESSAGE, OPTION, LOOP, WIRE, MECHANISM, PIPE, CONNECTION, TRANSPORT, PATTERN, SECURITY);

    @SuppressWarnings("ImmutableEnumChecker") // Set.of gives an immutable one
    private final Set<Room> mayUse;

    Room(Room... mayUse) {
      this.mayUse = Set.of(mayUse);
    }

    String packageName() {
      return ROOT + "." + name().toLowerCase(Locale.ROOT);
    }

    boolean holds(JavaClass type) {
      return isIn(type, packageName());
    }

    boolean allows(JavaClass type) {
      return !isIn(type, ROOT)
          || holds(type)
          || mayUse.stream().anyMatch(room -> room.holds(type))
          || (isPublicApi(type) && (this == SOCKET || isValueOfTheApi(type)));
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
  void everyInternalPackageIsARoomWithItsArrows() {
    Set<String> rooms =
        Arrays.stream(Room.values()).map(Room::packageName).collect(Collectors.toSet());

    assertThat(ours)
        .allSatisfy(
            type ->
                assertThat(type.getPackageName())
                    .satisfiesAnyOf(
                        name -> assertThat(name).isEqualTo(ROOT),
                        name -> assertThat(rooms).contains(name)));
  }

  @ParameterizedTest
  @EnumSource
  void aRoomUsesOnlyTheRoomsItMayUse(Room room) {
    classes()
        .that(describe("are in " + room.packageName(), room::holds))
        .should()
        .onlyDependOnClassesThat(
            describe("it may use: " + room.mayUse + " and the API's values", room::allows))
        .allowEmptyShould(true)
        .check(ours);
  }

  @Test
  void onlyTheApiUsesTheSockets() {
    noClasses()
        .that(describe("are neither API nor sockets", type -> !isPublicApi(type)))
        .and(DescribedPredicate.not(describe("are sockets", Room.SOCKET::holds)))
        .should()
        .dependOnClassesThat(describe("are sockets", Room.SOCKET::holds))
        .allowEmptyShould(true)
        .check(ours);
  }

  @Test
  void arrowsGoOneWay() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(ours);
  }

  @ParameterizedTest
  @EnumSource(names = {"PATTERN", "PIPE"})
  void theLogicKnowsNoNetty(Room room) {
    noClasses()
        .that(describe("are in " + room.packageName(), room::holds))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .allowEmptyShould(true)
        .check(ours);
  }

  @ParameterizedTest
  @EnumSource(names = {"WIRE", "MECHANISM"})
  void theProtocolKnowsNoChannel(Room room) {
    noClasses()
        .that(describe("are in " + room.packageName(), room::holds))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.netty.channel..", "reactor.netty..")
        .allowEmptyShould(true)
        .check(ours);
  }

  @Test
  void onlyTheRoomForItKnowsBouncyCastle() {
    noClasses()
        .that(DescribedPredicate.not(describe("are in crypto", Room.CRYPTO::holds)))
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
        .containsExactlyInAnyOrder(ROOT, Room.SECURITY.packageName());
  }

  private static ModuleDescriptor moduleAt(Path classes) throws IOException {
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      return ModuleDescriptor.read(in);
    }
  }

  private static boolean isIn(JavaClass type, String packageName) {
    String name = type.getBaseComponentType().getPackageName();
    return name.equals(packageName) || name.startsWith(packageName + ".");
  }

  private static boolean isPublicApi(JavaClass type) {
    return type.getBaseComponentType().getPackageName().equals(ROOT);
  }

  /** Errors, messages, events, endpoints: not what opens a socket, nor a socket. */
  private static boolean isValueOfTheApi(JavaClass type) {
    String outermost = type.getBaseComponentType().getName().split("\\$", 2)[0];
    return !outermost.endsWith("Spec")
        && !outermost.endsWith("Socket")
        && !outermost.endsWith(".ZmqContext");
  }
}

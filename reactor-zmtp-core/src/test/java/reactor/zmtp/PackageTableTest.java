package reactor.zmtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of types in the Javadoc of {@code reactor.zmtp}. */
class PackageTableTest {

  private static final Path SOURCE =
      Path.of("")
          .toAbsolutePath()
          .resolveSibling("reactor-zmtp-core")
          .resolve("src/main/java/reactor/zmtp/package-info.java");

  private static final Pattern LINK = Pattern.compile("\\{@link (\\w+)}");

  @Test
  void namesEveryPublicTypeOnceAndNothingElse() throws IOException {
    String source = Files.readString(SOURCE);
    String table = source.substring(source.indexOf("<table>"), source.indexOf("</table>"));

    assertThat(LINK.matcher(table).results().map(link -> link.group(1)))
        .containsExactlyInAnyOrderElementsOf(publicTypes());
  }

  private static List<String> publicTypes() {
    return new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ZmqContext.class.getPackageName())
            .stream()
            .filter(type -> type.getPackageName().equals(ZmqContext.class.getPackageName()))
            .filter(type -> type.isTopLevelClass())
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .map(JavaClass::getSimpleName)
            .toList();
  }
}

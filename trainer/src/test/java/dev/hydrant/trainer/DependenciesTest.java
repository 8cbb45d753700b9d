package dev.hydrant.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is shipped is what {@code docs/dependencies.md} lists, under licences that allow it. */
class DependenciesTest {
  private static final Path PAGE = Path.of("../docs/dependencies.md");
  private static final Path RUN_TIME = Path.of("target/run-time-dependencies.txt");
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`:]+:[^`:]+)` \\| ([^|]+) \\| ([^|]{10,}) \\|");

  /** The licences that a library may come under, and the words that its own description uses. */
  private static final Map<String, Pattern> ALLOWED =
      Map.of(
          "Apache-2.0", Pattern.compile("(?i).*apache.*2(\\.0)?.*"),
          "MIT", Pattern.compile("(?i).*\\bMIT\\b.*"),
          "BSD-3-Clause", Pattern.compile("(?i).*bsd.*"),
          "EPL-2.0", Pattern.compile("(?i)(EPL|Eclipse Public License).*2\\.0"));

  private record Row(String licence, String reason) {}

  private static Map<String, Row> rows(String page) {
    Map<String, Row> rows = new TreeMap<>();
    Matcher row = ROW.matcher(page);
    while (row.find()) {
      rows.put(row.group(1), new Row(row.group(2).strip(), row.group(3).strip()));
    }
    return rows;
  }

  /**
   * {@code group:artifact} of each jar. Maven's build writes the list; the module itself is not on
   * it.
   */
  private static Map<String, Path> shipped() throws IOException {
    assumeThat(RUN_TIME).as("written by Maven's build").exists();
    Map<String, Path> shipped = new LinkedHashMap<>();
    for (String jar : Files.readString(RUN_TIME).strip().split(File.pathSeparator)) {
      Path artifact = Path.of(jar).getParent().getParent();
      Path group = StatedLicenses.repositoryOf(Path.of(jar)).relativize(artifact.getParent());
      shipped.put(
          group.toString().replace(File.separatorChar, '.') + ":" + artifact.getFileName(),
          Path.of(jar));
    }
    return shipped;
  }

  @Test
  void thePageListsExactlyWhatIsShippedEachWithAReason() throws IOException {
    assertThat(rows(Files.readString(PAGE)).keySet())
        .containsExactlyInAnyOrderElementsOf(shipped().keySet());
  }

  @Test
  void eachListedLicenceIsAllowedAndStatedByTheLibraryItself() throws IOException {
    Map<String, Row> rows = rows(Files.readString(PAGE));
    List<String> wrong = new ArrayList<>();
    for (Map.Entry<String, Path> library : shipped().entrySet()) {
      Row row = rows.get(library.getKey());
      List<String> stated =
          new StatedLicenses(StatedLicenses.repositoryOf(library.getValue()))
              .of(library.getValue());
      if (row == null || !isRight(row.licence(), stated)) {
        wrong.add(library.getKey() + " states " + stated + ", the page says " + row);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static boolean isRight(String licence, List<String> stated) {
    Pattern words = ALLOWED.get(licence);
    return words != null && stated.stream().anyMatch(name -> words.matcher(name).matches());
  }

  @Test
  void copyleftIsNeverRight() {
    for (String name :
        List.of("GNU Lesser General Public License", "LGPL-2.1-or-later", "GPL-3.0", "AGPL-3.0")) {
      assertThat(isRight(name, List.of(name))).isFalse();
      assertThat(ALLOWED.keySet()).noneMatch(licence -> isRight(licence, List.of(name)));
    }
    assertThat(isRight("Apache-2.0", List.of("LGPL-2.1-or-later", "Apache-2.0"))).isTrue();
    assertThat(isRight("MIT", List.of("Apache-2.0"))).isFalse();
  }

  /** Plots are drawn without the libraries for SVG, EPS, PDF and GIF. */
  @Test
  void theLibrariesOfOtherPictureFormatsAreNotShipped() throws IOException {
    Set<String> shipped = shipped().keySet();
    assertThat(shipped).contains("org.knowm.xchart:xchart");
    assertThat(shipped)
        .noneMatch(name -> name.matches(".*(VectorGraphics2D|graphics2d|pdfbox|gif).*"));
  }
}

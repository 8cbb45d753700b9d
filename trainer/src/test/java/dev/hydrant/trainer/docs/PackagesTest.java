package dev.hydrant.trainer.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every package says what is in it, and docs/development.md lists them in these words; {@code
 * -Dupdate.pages=true} writes the list again.
 */
class PackagesTest {
  private static final Path PAGE = Pages.DOCS.resolve("development.md");
  private static final Pattern LIST =
      Pattern.compile("(?s)(?<=<!-- packages -->\n).*(?=<!-- end of packages -->)");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/\\s*package ");

  @Test
  void every_package_says_what_is_in_it() throws IOException {
    for (String module : List.of("config-core", "trainer")) {
      for (Path folder : packages(module)) {
        Path info = folder.resolve("package-info.java");
        assertThat(info).exists();
        assertThat(firstSentence(info)).as("%s", info).endsWith(".");
      }
    }
  }

  @Test
  void the_page_lists_them() throws IOException {
    String list = table("config-core") + table("trainer");
    String text = Files.readString(PAGE);
    Matcher written = LIST.matcher(text);
    assertThat(written.find()).as("%s has a list between its marks", PAGE).isTrue();
    if (Boolean.getBoolean("update.pages")) {
      Files.writeString(PAGE, written.replaceFirst(Matcher.quoteReplacement(list)));
    } else {
      assertThat(written.group()).as("-Dupdate.pages=true writes it").isEqualTo(list);
    }
  }

  private static String table(String module) throws IOException {
    Path root = root(module);
    StringBuilder text =
        new StringBuilder("\n### " + module + "\n\n| package | what is in it |\n|---|---|\n");
    for (Path folder : packages(module)) {
      text.append(
          "| `%s` | %s |\n"
              .formatted(
                  root.relativize(folder)
                      .toString()
                      .replace('\\', '/')
                      .replaceFirst("^dev/hydrant/(trainer/|(?=config))", "")
                      .replace('/', '.'),
                  firstSentence(folder.resolve("package-info.java")).replace("|", "\\|")));
    }
    return text.toString();
  }

  private static Path root(String module) {
    return Pages.ROOT.resolve(module).resolve("src/main/java");
  }

  /** Folders with classes, in alphabetical order. */
  private static List<Path> packages(String module) throws IOException {
    try (Stream<Path> files = Files.walk(root(module))) {
      return files
          .filter(p -> p.toString().endsWith(".java") && !p.endsWith("module-info.java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    }
  }

  /** The first sentence of a package's comment, as Markdown. */
  private static String firstSentence(Path info) throws IOException {
    Matcher comment = COMMENT.matcher(Files.readString(info));
    assertThat(comment.find()).as("%s has a comment", info).isTrue();
    String text =
        comment
            .group(1)
            .replaceAll("\\s*\n\\s*\\*? ?", " ")
            .replaceAll("\\{@link (?:[\\w.]*\\.)?(\\w+)}", "`$1`")
            .replaceAll("\\{@link \\S+ (\\w+)}", "$1")
            .replaceAll("\\{@code ([^{}]*(?:\\{[^{}]*}[^{}]*)*)}", "`$1`")
            .replaceAll("</?code>", "`")
            .strip();
    return text.replaceFirst("(?s)(\\.)(\\s+([A-Z`]|<p>).*)?$", "$1")
        .replaceFirst("(?s)^(.*?\\.)(?=\\s+(?:[A-Z`]|<p>)).*", "$1");
  }
}

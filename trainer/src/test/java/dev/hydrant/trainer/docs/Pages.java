package dev.hydrant.trainer.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's Markdown pages: where they lie, their headings and their links. */
final class Pages {
  static final Path ROOT = Path.of("..");
  static final Path DOCS = ROOT.resolve("docs");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```$");
  private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");

  private Pages() {}

  /** The README and every page below {@code docs/}. */
  static List<Path> all() {
    try (Stream<Path> files = Files.walk(DOCS)) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              files.filter(p -> p.toString().endsWith(".md")).sorted())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The targets of a page's links that lead to files, outside of code. */
  static List<String> links(Path page) {
    return LINK.matcher(FENCED.matcher(text(page)).replaceAll(""))
        .results()
        .map((MatchResult m) -> m.group(1))
        .filter(target -> !target.matches("[a-z]+:.*"))
        .toList();
  }

  /** The anchors of a page's headings, as GitHub and most renderers form them. */
  static List<String> anchors(Path page) {
    return HEADING
        .matcher(FENCED.matcher(text(page)).replaceAll(""))
        .results()
        .map((MatchResult m) -> anchor(m.group(1)))
        .toList();
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}

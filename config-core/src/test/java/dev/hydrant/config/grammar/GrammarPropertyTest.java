package dev.hydrant.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.draw.ForAll;
import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrammarPropertyTest {
  private static final int FUZZED = 30_000;
  private static final List<String> KEYS =
      List.of("a", "a.b.0", "a/b-c/d_1", "$x", "x.$y.10", "_", "hydra.run.dir", "");
  private static final List<String> PACKAGES =
      Arrays.asList(null, "", "p", "p.q.r", "_global_", "$x");

  @Test
  void whatIsWrittenParsesToTheSameValue() {
    ForAll.check(
        2000,
        draw -> new GrammarDraw(draw).value(3),
        value ->
            assertThat(OverrideParser.parse("k=" + ValueText.of(value)).value()).isEqualTo(value));
  }

  @Test
  void keyPrefixAndPackageSurvive() {
    for (OverrideType type : OverrideType.values()) {
      if (type == OverrideType.EXTEND_LIST) {
        continue;
      }
      for (String key : KEYS) {
        PACKAGES.forEach(pkg -> survives(type, key, pkg));
      }
    }
  }

  private static void survives(OverrideType type, String key, String pkg) {
    ParsedOverride o = new ParsedOverride("", type, key, pkg, new Scalar(1L));
    ParsedOverride parsed = OverrideParser.parse(o.keyElement() + "=1");
    assertThat(parsed.type()).isEqualTo(type);
    assertThat(parsed.key()).isEqualTo(key);
    assertThat(parsed.pkg()).isEqualTo(pkg);
  }

  @Test
  void textsAndExpressionsComeBackInOrder() {
    ForAll.check(1000, draw -> new GrammarDraw(draw).parts(), GrammarPropertyTest::comeBackInOrder);
  }

  private static void comeBackInOrder(List<Part> parts) {
    StringBuilder written = new StringBuilder();
    for (Part part : parts) {
      written.append(
          part instanceof Part.Text text ? escaped(text.value()) : ((Expression) part).text());
    }
    InterpolationAst ast = InterpolationParser.parse(written.toString());
    assertThat(ast.parts()).isEqualTo(parts);
    assertThat(ast.text()).isEqualTo(written.toString());
  }

  @Test
  void aKeyPathIsReadAsItIsWritten() {
    ForAll.check(
        1000, draw -> new GrammarDraw(draw).path(), GrammarPropertyTest::isReadAsItIsWritten);
  }

  private static void isReadAsItIsWritten(KeyPath path) {
    assertThat(KeyPath.parse(path.toString())).isEqualTo(path);
    String bracketed = ".".repeat(path.level()) + "[" + String.join("][", path.keys()) + "]";
    assertThat(KeyPath.parse(bracketed)).isEqualTo(path);
  }

  @Test
  void arbitraryTextParsesOrIsRefusedByOurOwnExceptions() {
    FuzzInputs inputs = new FuzzInputs(42);
    for (int i = 0; i < FUZZED; i++) {
      String text = inputs.next();
      OverrideFuzz.check(text);
      InterpolationFuzz.check(text);
    }
  }

  @Test
  void theDeepestNestingNeedsLittleStack() throws InterruptedException {
    List<Throwable> failures = new ArrayList<>();
    Thread small =
        new Thread(
            null,
            () -> {
              int depth = Limits.MAX_DEPTH;
              OverrideParser.parse("a=" + "[".repeat(depth) + "]".repeat(depth)).valueString();
              OverrideParser.parse("a=" + "int({a:[".repeat(33) + "1" + "]})".repeat(33)).toNode();
              InterpolationParser.parse("${f:".repeat(depth) + "}".repeat(depth));
              InterpolationParser.parse("${f:'".repeat(depth) + "'}".repeat(depth));
              InterpolationParser.parse("${a.".repeat(depth) + "b" + "}".repeat(depth));
            },
            "small stack",
            256 * 1024);
    small.setUncaughtExceptionHandler((thread, e) -> failures.add(e));
    small.start();
    small.join();
    assertThat(failures).isEmpty();
  }

  /** Backslashes directly before an interpolation pair up. */
  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    int backslashes = 0;
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("${", i)) {
        out.append("\\".repeat(backslashes + 1));
      }
      backslashes = text.charAt(i) == '\\' ? backslashes + 1 : 0;
      out.append(text.charAt(i));
    }
    return out.append("\\".repeat(backslashes)).toString();
  }

  @Test
  void entriesOfADictKeepTheirOrder() {
    Entries dict = (Entries) OverrideParser.parse("k={z:1,a:2,1:3}").value();
    assertThat(dict.entries())
        .containsExactly(
            Map.entry("z", new Scalar(1L)),
            Map.entry("a", new Scalar(2L)),
            Map.entry(1L, new Scalar(3L)));
  }
}

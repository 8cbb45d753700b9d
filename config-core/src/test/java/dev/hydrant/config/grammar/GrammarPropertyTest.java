package dev.hydrant.config.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.grammar.OverrideValue.Entries;
import dev.hydrant.config.grammar.OverrideValue.Items;
import dev.hydrant.config.grammar.OverrideValue.Quoted;
import dev.hydrant.config.grammar.OverrideValue.Scalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class GrammarPropertyTest {
  private static final int FUZZED = 30_000;

  @Property
  void whatIsWrittenParsesToTheSameValue(@ForAll("values") OverrideValue value) {
    assertThat(OverrideParser.parse("k=" + ValueText.of(value)).value()).isEqualTo(value);
  }

  @Property
  void keyPrefixAndPackageSurvive(
      @ForAll OverrideType type, @ForAll("keys") String key, @ForAll("packages") String pkg) {
    if (type == OverrideType.EXTEND_LIST) {
      return;
    }
    ParsedOverride o = new ParsedOverride("", type, key, pkg, new Scalar(1L));
    ParsedOverride parsed = OverrideParser.parse(o.keyElement() + "=1");
    assertThat(parsed.type()).isEqualTo(type);
    assertThat(parsed.key()).isEqualTo(key);
    assertThat(parsed.pkg()).isEqualTo(pkg);
  }

  @Property
  void textsAndExpressionsComeBackInOrder(@ForAll("strings") List<Part> parts) {
    StringBuilder written = new StringBuilder();
    for (Part part : parts) {
      written.append(
          part instanceof Part.Text text ? escaped(text.value()) : ((Expression) part).text());
    }
    InterpolationAst ast = InterpolationParser.parse(written.toString());
    assertThat(ast.parts()).isEqualTo(parts);
    assertThat(ast.text()).isEqualTo(written.toString());
  }

  @Property
  void aKeyPathIsReadAsItIsWritten(@ForAll("paths") KeyPath path) {
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

  @Provide
  Arbitrary<OverrideValue> values() {
    Arbitrary<OverrideValue> scalars = Arbitraries.oneOf(scalar().map(Scalar::new), quoted());
    return Arbitraries.recursive(() -> scalars, GrammarPropertyTest::nested, 0, 3);
  }

  private static Arbitrary<OverrideValue> nested(Arbitrary<OverrideValue> inner) {
    return Arbitraries.oneOf(
        inner,
        inner.list().ofMaxSize(4).map(Items::new),
        Arbitraries.maps(Arbitraries.oneOf(words(), Arbitraries.longs()), inner)
            .ofMaxSize(4)
            .map(entries -> new Entries(new LinkedHashMap<Object, OverrideValue>(entries))));
  }

  private static Arbitrary<Object> scalar() {
    return Arbitraries.oneOf(
        Arbitraries.just(null),
        Arbitraries.of(true, false),
        Arbitraries.longs(),
        Arbitraries.bigIntegers().between(BigInteger.TWO.pow(63), BigInteger.TWO.pow(200)),
        Arbitraries.doubles(),
        Arbitraries.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 5e-324),
        words());
  }

  /** Texts that need no quotes and have no other type. */
  private static Arbitrary<String> words() {
    return Arbitraries.strings()
        .withChars("abcXYZ019_/-+.$%*@?|\\()[]{}:=, \t")
        .ofMinLength(1)
        .ofMaxLength(8)
        .filter(s -> Words.typed(s) instanceof String);
  }

  private static Arbitrary<OverrideValue> quoted() {
    Arbitrary<String> texts =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(8),
            Arbitraries.strings().withChars("\\'\"a ").ofMaxLength(8));
    return texts.flatMap(text -> Arbitraries.of('\'', '"').map(q -> new Quoted(text, q)));
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of("a", "a.b.0", "a/b-c/d_1", "$x", "x.$y.10", "_", "hydra.run.dir", "");
  }

  @Provide
  Arbitrary<String> packages() {
    return Arbitraries.of(null, "", "p", "p.q.r", "_global_", "$x");
  }

  @Provide
  Arbitrary<KeyPath> paths() {
    Arbitrary<List<String>> keys =
        Arbitraries.strings()
            .withChars("ab-1é ")
            .ofMinLength(1)
            .ofMaxLength(4)
            .list()
            .ofMinSize(1)
            .ofMaxSize(4);
    return keys.flatMap(
        k -> Arbitraries.integers().between(0, 3).map(level -> new KeyPath(level, k)));
  }

  /** Alternating texts and expressions, texts never beside one another. */
  @Provide
  Arbitrary<List<Part>> strings() {
    Arbitrary<String> texts =
        Arbitraries.strings().withChars("a\\${}'\" é").ofMinLength(1).ofMaxLength(6);
    Arbitrary<String> expressions =
        Arbitraries.of(
            "${a}",
            "${..b[c].d}",
            "${a.${b}}",
            "${f:}",
            "${f:1,'x}',[a,{b: ${c}}]}",
            "${ x.y:\"${z}\" }");
    return texts
        .list()
        .ofMaxSize(4)
        .flatMap(t -> expressions.list().ofSize(t.size() + 1).map(e -> interleave(t, e)));
  }

  private static List<Part> interleave(List<String> texts, List<String> expressions) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < expressions.size(); i++) {
      parts.add(InterpolationParser.parse(expressions.get(i)).single());
      if (i < texts.size()) {
        parts.add(new Part.Text(texts.get(i)));
      }
    }
    return parts;
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

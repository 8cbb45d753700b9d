package dev.hydrant.trainer.grammar.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.npy.NpyArray;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
import dev.hydrant.trainer.data.npy.PackedBits;
import dev.hydrant.trainer.grammar.sample.ExpressionSample;
import dev.hydrant.trainer.grammar.syntax.Derivation;
import dev.hydrant.trainer.grammar.syntax.Grammar;
import dev.hydrant.trainer.grammar.syntax.Grammars;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R12, R13, R59: files of rules and masks, made and read. */
class RuleDataTest {
  @TempDir private Path directory;

  private static List<RuleImport.Line> lines(String... texts) {
    List<RuleImport.Line> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(new RuleImport.Line("in.smi", lines.size() + 1, text));
    }
    return lines;
  }

  @Test
  void packsTheMasksOfAMoleculeAsNumpyDoes() {
    RuleImport made = new RuleImport(Grammars.shipped("smiles"), Optional.empty());
    made.add(lines("CO", "CCO"), n -> {});
    RuleImport.Written written = made.write(directory);
    try (NpyArray masks = NpyArray.open(written.masks())) {
      assertThat(masks.shape()).containsExactly(2, 13, 10);
      String[] golden = {
        "80000000000000000000", "000000000000000000e0", "000000000000000000e0",
        "0000000000000003c000", "70000000000000000000", "0ffc0000000000000000",
        "0000000000000003c000", "70000000000000000000", "0ffc0000000000000000",
        "00000000000000000000",
      };
      for (int t = 0; t < golden.length; t++) {
        assertThat(HexFormat.of().formatHex(masks.bytes(t * 10, 10))).isEqualTo(golden[t]);
      }
    }
    try (NpyArray ids = NpyArray.open(written.prod())) {
      assertThat(ids.ints(0, 13)).containsExactly(0, 73, 72, 62, 2, 5, 62, 2, 7, -1, -1, -1, -1);
      assertThat(written.prod().getFileName()).hasToString("prod_2_ids_int16.npy");
    }
  }

  @Test
  void everyLineReturnsFromItsRowAndRejectsAreNamed() {
    Grammar grammar = Grammars.shipped("equation");
    List<String> sample = ExpressionSample.of(grammar, 5000, 15, 1);
    RuleImport made = new RuleImport(grammar, Optional.of(12));
    List<RuleImport.Line> all = new ArrayList<>();
    sample.forEach(t -> all.add(new RuleImport.Line("x", all.size() + 1, t)));
    all.add(new RuleImport.Line("x", 5001, "x+"));
    made.add(all, n -> {});
    RuleImport.Written written = made.write(directory);
    assertThat(written.length()).isEqualTo(12);
    try (RuleData data =
        open(written.prod(), Optional.of(written.masks()), Optional.of("equation"))) {
      for (int row = 0; row < written.rows(); row++) {
        int[] ids = data.sequences().get(row).ids();
        assertThat(Derivation.text(grammar, ids)).isEqualTo(made.texts().get(row));
      }
      assertThat(data.medianRules()).isEqualTo(written.median());
    }
    assertThat(made.rejects()).hasSize(5001 - written.rows());
    RuleImport.Reject last = made.rejects().get(made.rejects().size() - 1);
    assertThat(last.position()).isEqualTo(2);
    assertThat(last.line().line()).isEqualTo(5001);
  }

  @ParameterizedTest
  @CsvSource({"smiles,76", "pde,56", "equation,12"})
  void masksOfFilesAndOfTheGrammarAreTheSame(String name, int productions) {
    Grammar grammar = Grammars.shipped(name);
    RuleImport made = new RuleImport(grammar, Optional.empty());
    made.add(
        ExpressionSample.of(grammar, 300, 60, 2).stream()
            .map(t -> new RuleImport.Line("x", 1, t))
            .toList(),
        n -> {});
    RuleImport.Written written = made.write(directory);
    try (RuleData files = open(written.prod(), Optional.of(written.masks()), Optional.of(name));
        RuleData rules = open(written.prod(), Optional.empty(), Optional.of(name))) {
      assertThat(files.productions()).isEqualTo(productions);
      boolean[][] read = ((RuleMasks.ByRule) files.masks()).table();
      boolean[][] told = ((RuleMasks.ByRule) rules.masks()).table();
      for (int rule = 0; rule < productions; rule++) {
        if (Arrays.asList(boxed(read[rule])).contains(true)) {
          assertThat(read[rule]).isEqualTo(told[rule]);
        }
      }
    }
  }

  private static Boolean[] boxed(boolean[] row) {
    Boolean[] out = new Boolean[row.length];
    for (int i = 0; i < row.length; i++) {
      out[i] = row[i];
    }
    return out;
  }

  @Test
  void findsTheNumberOfRulesWhereNothingStatesIt() {
    Path prod = ids(new short[] {0, 2, 1, -1}, 2, 2);
    Path masks = directory.resolve("m.npy");
    byte[] packed = new byte[4];
    packed[0] = bits(0, 4);
    packed[1] = bits(2);
    packed[2] = bits(1);
    NpyWriter.write(masks, NpyData.of(packed, 2, 2, 1));
    try (RuleData data = open(prod, Optional.of(masks), Optional.empty())) {
      assertThat(data.productions()).isEqualTo(5);
    }
  }

  private static byte bits(int... rules) {
    boolean[] mask = new boolean[8];
    for (int r : rules) {
      mask[r] = true;
    }
    return PackedBits.pack(mask)[0];
  }

  @Test
  void masksThatDifferBetweenPlacesOfOneRuleStayWithTheirPlaces() {
    Path prod = ids(new short[] {0, 0, 1, -1}, 2, 2);
    Path masks = directory.resolve("m.npy");
    boolean[] all = {true, true, false, true, false, false, false, true, true, false, false, false};
    NpyWriter.write(masks, NpyData.of(all, 2, 2, 3));
    try (RuleData data = open(prod, Optional.of(masks), Optional.empty())) {
      RuleMasks.ByPlace places = (RuleMasks.ByPlace) data.masks();
      assertThat(places.unpacked(0, 2, 2, 2)).containsExactly(true, true, true, false);
      assertThat(places.unpacked(1, 1, 2, 2)).containsExactly(false, true, false, false);
    }
  }

  @Test
  void packedAndPlainMasksAreRead() {
    Path prod = ids(new short[] {0, 8, 8, -1}, 2, 2);
    boolean[] masks = new boolean[4 * 9];
    masks[0] = masks[9 + 8] = masks[18 + 8] = true;
    byte[] bytes = new byte[masks.length];
    byte[] packed = new byte[8];
    for (int i = 0; i < masks.length; i++) {
      bytes[i] = (byte) (masks[i] ? 1 : 0);
      if (masks[i]) {
        packed[i / 9 * 2 + i % 9 / 8] |= (byte) (0x80 >>> (i % 9 % 8));
      }
    }
    List<NpyData> forms =
        List.of(
            NpyData.of(masks, 2, 2, 9), NpyData.of(bytes, 2, 2, 9), NpyData.of(packed, 2, 2, 2));
    for (NpyData form : forms) {
      Path file = directory.resolve("m" + forms.indexOf(form) + ".npy");
      NpyWriter.write(file, form);
      try (RuleData data = open(prod, Optional.of(file), Optional.empty())) {
        assertThat(data.productions()).isEqualTo(9);
        assertThat(((RuleMasks.ByRule) data.masks()).table()[8][8]).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "0 -1 3 0; row 0, position 2: rule 3 follows padding at position 1",
        "-1 -1 3 7; row 0 holds no rule",
        "3 7 3 99; row 1, position 1: there is no rule 99 among 12",
        "3 7 3 -5; row 1, position 1: there is no rule -5; padding is -1",
        "3 11 3 7; row 0, position 1: rule 11 (Nothing -> 'None') cannot be part",
      })
  void saysWhichRowIsWrong(String row, String message) {
    String[] parts = row.split(" ");
    short[] values = new short[8];
    Arrays.fill(values, (short) -1);
    for (int i = 0; i < parts.length; i++) {
      values[i] = Short.parseShort(parts[i]);
    }
    int width = message.contains("follows") ? 4 : 2;
    Path prod = ids(width == 4 ? values : Arrays.copyOf(values, 4), 2, width);
    assertThatThrownBy(() -> open(prod, Optional.empty(), Optional.of("equation")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void saysWhichMaskForbidsWhatWasUsed() {
    Path prod = ids(new short[] {0, 1, 1, -1}, 2, 2);
    Path masks = directory.resolve("m.npy");
    boolean[] bits = {
      true, false, false, true, false, false, true, true, false, true, false, false
    };
    NpyWriter.write(masks, NpyData.of(bits, 2, 2, 3));
    assertThatThrownBy(() -> open(prod, Optional.of(masks), Optional.empty()))
        .hasMessageContaining(
            "m.npy: row 0, position 1: rule 1 is used, but its mask does not allow it (allowed: 0)");
  }

  @Test
  void refusesFilesOfOtherShapesAndTypes() {
    Path floats = directory.resolve("f.npy");
    NpyWriter.write(floats, NpyData.of(new float[4], 2, 2));
    assertThatThrownBy(() -> open(floats, Optional.empty(), Optional.of("pde")))
        .hasMessageContaining("numbers of rules [N, T]");
    Path prod = ids(new short[] {3, 7, 3, 7}, 2, 2);
    Path short1 = directory.resolve("s.npy");
    NpyWriter.write(short1, NpyData.of(new boolean[12], 1, 1, 12));
    assertThatThrownBy(() -> open(prod, Optional.of(short1), Optional.of("equation")))
        .hasMessageContaining("masks for");
    Path narrow = directory.resolve("n.npy");
    NpyWriter.write(narrow, NpyData.of(new boolean[4 * 10], 2, 2, 10));
    assertThatThrownBy(() -> open(prod, Optional.of(narrow), Optional.of("equation")))
        .hasMessageContaining("a last dimension of 10, but 12 rules take 12");
    Path one = ids(new short[] {3, 7}, 1, 2);
    assertThatThrownBy(() -> open(one, Optional.empty(), Optional.of("equation")))
        .hasMessageContaining("at least two sequences");
    assertThatThrownBy(() -> open(prod, Optional.empty(), Optional.empty()))
        .hasMessageContaining("Give masks=FILE or grammar=");
  }

  @Test
  void nothingIsWrittenWhereNothingParses() {
    RuleImport made = new RuleImport(Grammars.shipped("smiles"), Optional.empty());
    made.add(lines("[Na+]", "!"), n -> {});
    assertThatThrownBy(() -> made.write(directory.resolve("out")))
        .hasMessageContaining("None of 2 lines")
        .hasMessageContaining("in.smi:1");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  private Path ids(short[] values, int rows, int length) {
    Path file = directory.resolve("prod_%d_ids_int16.npy".formatted(values.length));
    NpyWriter.write(file, NpyData.of(values, rows, length));
    return file;
  }

  private static RuleData open(Path prod, Optional<Path> masks, Optional<String> grammar) {
    return RuleData.open(
        new RuleData.Request(
            prod,
            masks,
            grammar.map(Grammars::shipped),
            Optional.empty(),
            RuleSequences.NO_PADDING_RULE),
        2);
  }
}

package dev.hydrant.config.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> KEYS =
      List.of(
          "seq_len",
          "batch_size",
          "model_dim",
          "num_layers",
          "num_heads",
          "lr",
          "lr_max",
          "steps",
          "weight_decay",
          "dropout",
          "seed",
          "vocab_size",
          "mlp_ratio");

  @ParameterizedTest
  @CsvSource({
    "seqlen, seq_len",
    "seq-len, seq_len",
    "seqLen, seq_len",
    "SEQ_LEN, seq_len",
    "seq_lne, seq_len",
    "sqe_len, seq_len",
    "dim_model, model_dim",
    "model_dmi, model_dim",
    "nlayers, num_layers",
    "layers, num_layers",
    "num_layer, num_layers",
    "batch, batch_size",
    "weigth_decay, weight_decay",
    "drop_out, dropout",
    "sead, seed",
    "step, steps",
    "rl, lr",
    "vocab, vocab_size",
    "ratio, mlp_ratio"
  })
  void theBestSuggestionForATypoIsTheNameThatWasMeant(String typo, String meant) {
    assertThat(Suggestions.nearest(typo, KEYS)).first().isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource({"zzzzzz", "x", "optimizer", "learning_rate_schedule", "''", "___", "kt"})
  void aNameNearNothingGetsNoSuggestion(String name) {
    assertThat(Suggestions.nearest(name, KEYS)).isEmpty();
  }

  @Test
  void aSpellingVariantIsOfferedAlone() {
    assertThat(Suggestions.nearest("LR_Max", KEYS)).containsExactly("lr_max");
    assertThat(Suggestions.nearest("num_layrs", KEYS)).containsExactly("num_layers");
  }

  /** Nine letters, three of them other ones: near by edits, and far by what they mean. */
  @Test
  void aWellKnownNameIsNotTakenForOneThatMeansSomethingElse() {
    assertThat(Suggestions.nearest("batch_size", List.of("BLOCK_SIZE"))).isEmpty();
    assertThat(
            Suggestions.nearest("batch_size", List.of("BLOCK_SIZE", "seq_len", "grad_accum_steps")))
        .containsExactly("seq_len", "grad_accum_steps");
    assertThat(Suggestions.nearest("bs", List.of("seq_len", "batch_size")))
        .containsExactly("batch_size");
  }

  @Test
  void namesOfOneAndTwoLettersAreCompared() {
    assertThat(Suggestions.nearest("ba", List.of("a", "ab"))).containsExactly("ab");
    assertThat(Suggestions.nearest("a", List.of("bc"))).isEmpty();
  }

  @Test
  void atMostThreeAreOfferedAndEqualOnesKeepTheirOrder() {
    assertThat(Suggestions.nearest("opt", List.of("opt5", "opt4", "opt3", "opt2")))
        .containsExactly("opt5", "opt4", "opt3");
  }

  @Test
  void groupOptionsAndPathsAreMatchedByTheirWords() {
    assertThat(Suggestions.nearest("postgres", List.of("mysql", "postgresql", "sqlite")))
        .containsExactly("postgresql");
    assertThat(Suggestions.nearest("server/apace", List.of("db/mysql", "server/apache")))
        .containsExactly("server/apache");
    assertThat(Suggestions.nearest("model_cfg.numlayers", List.of("model_cfg.num_layers", "lr")))
        .containsExactly("model_cfg.num_layers");
  }

  @Test
  void theSentencesReadWell() {
    assertThat(Suggestions.question(List.of("a"))).isEqualTo("Did you mean 'a'?");
    assertThat(Suggestions.question(List.of("a", "b"))).isEqualTo("Did you mean 'a' or 'b'?");
    assertThat(Suggestions.question(List.of("a", "b", "c")))
        .isEqualTo("Did you mean 'a', 'b' or 'c'?");
    assertThat(Suggestions.question(List.of())).isEmpty();
    assertThat(Suggestions.didYouMeanOrList("zzz", List.of("mysql", "sqlite")))
        .isEqualTo("Available: mysql, sqlite");
    assertThat(Suggestions.didYouMeanOrList("mysq", List.of("mysql", "sqlite")))
        .isEqualTo("Did you mean 'mysql'?");
    assertThat(Suggestions.available(Collections.nCopies(20, "o"))).endsWith("(and 8 more)");
  }

  @Test
  void namesFarTooLongAreLeftAlone() {
    String giant = "a".repeat(1_000_000);
    assertThat(Suggestions.nearest(giant, KEYS)).isEmpty();
    assertThat(Suggestions.nearest("seq_len", List.of(giant))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, ab, 1", "abc, abcd, 1", "kitten, sitting, 3"})
  void distancesAreThoseOfTheTextbook(String a, String b, int expected) {
    assertThat(EditDistance.between(a, b, 10)).isEqualTo(expected);
    assertThat(EditDistance.between(b, a, 10)).isEqualTo(expected);
  }

  @Test
  void aDistanceAboveTheLimitIsOnlyKnownToBeAboveIt() {
    assertThat(EditDistance.between("kitten", "sitting", 2)).isGreaterThan(2);
  }
}

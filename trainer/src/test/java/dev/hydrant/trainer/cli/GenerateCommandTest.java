package dev.hydrant.trainer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command generate, from trained models of one step. */
class GenerateCommandTest {
  @TempDir static Path dir;

  @BeforeAll
  static void train() throws IOException {
    shard("text.bin", 300);
    for (String type : List.of("gpt2", "base-mtp", "mdlm")) {
      String sizes = type.equals("base-mtp") ? "num_layers: 2, model_dim" : "n_layers: 1, d_model";
      assertTrains(type, type, sizes);
    }
    assertTrains("sedd", "sedd", "transition_type: uniform, n_layers: 1, d_model");
    assertTrains("small", "gpt2", "vocab_size: 500, n_layers: 1, d_model");
    assertTrains("small_mdlm", "mdlm", "vocab_size: 500, n_layers: 1, d_model");
  }

  /** Two hundred tokens, each one more than the one before. */
  private static void shard(String name, int first) throws IOException {
    ByteBuffer shard = ByteBuffer.allocate(1024 + 2 * 200).order(ByteOrder.LITTLE_ENDIAN);
    shard.putInt(20240520).putInt(1).putInt(200).position(1024);
    for (int i = 0; i < 200; i++) {
      shard.putShort((short) (first + i));
    }
    Files.write(dir.resolve(name), shard.array());
  }

  private static void assertTrains(String name, String type, String sizes) throws IOException {
    Files.writeString(
        dir.resolve(name + ".yaml"),
        """
        type: %s
        train_files: %s
        val_files: %2$s
        seq_len: 32
        val_tokens: 32
        num_iterations: 1
        grad_accum_steps: 1
        model_cfg: {n_ctx: 32, num_heads: 2, %s: 8}
        """
            .formatted(type, dir.resolve("text.bin"), sizes));
    Seen seen =
        Seen.run(
            "train",
            "--config-path=" + dir,
            "--config-name=" + name,
            "+samples=" + (name.startsWith("small") ? 1 : 0),
            "hydra.run.dir=" + dir.resolve(name));
    assertThat(seen.code()).as(seen.err()).isZero();
  }

  private static Seen generate(String type, String... more) {
    List<String> args = new ArrayList<>(List.of("generate", dir.resolve(type).toString()));
    Stream.of(more).forEach(args::add);
    return Seen.run(args.toArray(String[]::new));
  }

  private static String text(String type, String... more) {
    Seen seen = generate(type, more);
    assertThat(seen.code()).as(seen.err()).isZero();
    return seen.out();
  }

  @Test
  void a_seed_repeats_its_text_and_the_cache_changes_nothing() {
    String[] same = {"Mr President", "--max-tokens=40", "--temperature=0.9"};
    String first = text("gpt2", same);
    assertThat(first).startsWith("Mr President").hasSizeGreaterThan(40);
    assertThat(text("gpt2", same)).isEqualTo(first);
    assertThat(text("gpt2", "Mr President", "--max-tokens=40", "--temperature=0.9", "--no-cache"))
        .isEqualTo(first);
    assertThat(text("gpt2", "Mr President", "--max-tokens=40", "--temperature=0.9", "--seed=1"))
        .isNotEqualTo(first);
  }

  @Test
  void several_samples_have_the_seeds_that_follow() {
    String both = text("gpt2", "--samples=2", "--seed=4", "--max-tokens=6");
    String second = text("gpt2", "--seed=5", "--max-tokens=6");
    assertThat(both).contains("--- sample 1, seed 4", "--- sample 2, seed 5").endsWith(second);
  }

  @Test
  void a_prompt_may_be_longer_than_the_context_or_empty() {
    assertThat(text("gpt2", "word ".repeat(60), "--max-tokens=40")).startsWith("word word");
    assertThat(text("gpt2", "--max-tokens=3")).isNotBlank();
    assertThat(text("mdlm", "word ".repeat(60), "--max-tokens=4", "--steps=2"))
        .startsWith("word word");
  }

  @Test
  void multi_token_prediction_draws_the_same_greedy_text_with_and_without_guesses() {
    String[] greedy = {"Yes", "--max-tokens=40", "--temperature=0"};
    Seen guessing = generate("base-mtp", "Yes", "--max-tokens=40", "--temperature=0", "--stats");
    assertThat(guessing.err()).contains("40 tokens in", "guesses accepted");
    assertThat(guessing.out())
        .isEqualTo(
            text("base-mtp", "Yes", "--max-tokens=40", "--temperature=0", "--no-speculation"))
        .isEqualTo(text("base-mtp", greedy));
  }

  @Test
  void score_entropy_diffusion_has_two_ways_from_noise_to_text() {
    String[] exact = {"Yes", "--max-tokens=20", "--steps=4"};
    String text = text("sedd", exact);
    assertThat(text).startsWith("Yes").hasSizeGreaterThan(20);
    assertThat(text("sedd", "Yes", "--max-tokens=20", "--steps=4", "--euler"))
        .startsWith("Yes")
        .hasSizeGreaterThan(20)
        .isNotEqualTo(text);
  }

  @Test
  void options_that_mean_nothing_for_a_model_are_refused() {
    refused(generate("gpt2", "--steps=5"), "--steps has no effect", "'gpt2'");
    refused(generate("gpt2", "--no-speculation"), "--no-speculation has no effect", "'gpt2'");
    refused(generate("mdlm", "--no-cache"), "--no-cache has no effect", "'mdlm'");
    refused(generate("mdlm", "--euler"), "--euler has no effect", "'mdlm'");
    refused(generate("mdlm", "--steps=0"), "--steps must be at least 1");
    refused(generate("gpt2", "--samples=0"), "--samples must be at least 1");
    refused(generate("gpt2", "--top-p=0"), "top-p must lie in (0, 1]");
  }

  @Test
  void a_model_of_a_part_of_the_vocabulary_continues_what_it_can_read() {
    for (String type : List.of("small", "small_mdlm")) {
      assertThat(text(type, " the", "--max-tokens=4")).startsWith(" the").hasSizeGreaterThan(5);
      refused(
          generate(type, " the President"),
          "Token 2 of the prompt, ' President', has the id 1992",
          "a vocab_size of 500");
      refused(generate(type), "An empty prompt cannot be continued", "a vocab_size of 500");
    }
  }

  @Test
  void a_model_is_not_trained_on_tokens_it_does_not_know() throws IOException {
    Seen seen =
        Seen.run(
            "train",
            "--config-path=" + dir,
            "--config-name=small",
            "model_cfg.vocab_size=490",
            "hydra.run.dir=" + dir.resolve("refused"));
    assertThat(seen.code()).isEqualTo(1);
    assertThat(seen.err())
        .contains("Token 490 at position 190 of " + dir.resolve("text.bin"))
        .contains("outside the vocabulary of 490")
        .doesNotContain("\tat ");
    assertThat(dir.resolve("refused").resolve("metrics.jsonl")).doesNotExist();

    shard("other.bin", 450);
    for (String range : List.of("--tokens=0:100", "val_tokens=32")) {
      Seen evaluated =
          Seen.run(
              "evaluate",
              dir.resolve("small").toString(),
              "val_files=" + dir.resolve("other.bin"),
              range);
      assertThat(evaluated.code()).isEqualTo(1);
      assertThat(evaluated.err())
          .contains("Token 500 at position 50 of " + dir.resolve("other.bin"))
          .contains("outside the vocabulary of 500")
          .doesNotContain("\tat ");
    }
  }

  private static void refused(Seen seen, String... parts) {
    assertThat(seen.code()).isEqualTo(2);
    assertThat(seen.err()).contains(parts).doesNotContain("\tat ");
    assertThat(seen.out()).isEmpty();
  }
}

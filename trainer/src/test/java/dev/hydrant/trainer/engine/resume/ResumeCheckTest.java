package dev.hydrant.trainer.engine.resume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.RecordSchema;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.report.Metrics;
import dev.hydrant.trainer.report.MetricsLog;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.settings.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may change when a run goes on, and what is said about it. */
class ResumeCheckTest {
  @TempDir static Path dir;
  private static Path run;

  private static final String YAML =
      """
      type: toy
      num_iterations: 4
      grad_accum_steps: 1
      val_loss_every: 2
      lr: 0.05
      model_cfg: {width: 5}
      """;

  @BeforeAll
  static void train() throws IOException {
    run = dir.resolve("run");
    Runs.train(run, YAML);
  }

  private static Runs.Outcome resume(String name, String yaml) throws IOException {
    return Runs.train(dir.resolve(name), yaml);
  }

  @Test
  void a_change_of_the_numbers_is_refused_with_value_cause_and_the_command_that_goes_on() {
    String changed = YAML.replace("lr: 0.05", "lr: 0.01") + "beta: 1\nresume: " + run;
    assertThatThrownBy(() -> resume("a", changed.replace("beta: 1", "weight_decay: 0")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lr: 0.05 -> 0.01")
        .hasMessageContaining("weight_decay: 0.1 -> 0")
        .hasMessageContaining("test.yaml:5:5 instead of test.yaml:5:5")
        .hasMessageContaining("test.yaml:7:15 instead of the default")
        .hasMessageContaining(
            "./hydrant train resume.from=" + run + " 'resume.allow=[lr,weight_decay]'");
    assertThat(dir.resolve("a/metrics.jsonl")).doesNotExist();
  }

  @Test
  void what_is_allowed_goes_on() throws IOException {
    String yaml =
        YAML.replace("lr: 0.05", "lr: 0.01").replace("iterations: 4", "iterations: 6")
            + "resume: {from: %s, allow: [lr]}".formatted(run);
    assertThat(resume("b", yaml).out()).contains("Done: 6 of 6 steps");
  }

  @Test
  void a_key_allows_all_beneath_it_and_no_other() {
    ConfigLeaves before = leaves("{model_cfg: {a: 1, b: 2}, lr: 1}");
    ConfigLeaves now = leaves("{model_cfg: {a: 2, b: 3}, lr: 2}");
    ConfigChanges changes = ConfigChanges.between(before, now, List.of("model_cfg"), Set.of());
    assertThat(changes.refusedKeys()).containsExactly("lr");
    assertThat(changes.allowed())
        .extracting(d -> d.key())
        .containsExactly("model_cfg.a", "model_cfg.b");
  }

  @Test
  void a_key_to_be_allowed_must_exist() {
    assertThatThrownBy(
            () ->
                ConfigChanges.between(
                    leaves("{lr: 1}"), leaves("{lr: 2}"), List.of("lrr"), Set.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("resume.allow: there is no key 'lrr'. Did you mean 'lr'?");
  }

  @Test
  void the_same_value_in_other_words_and_a_stated_default_are_no_change() {
    ConfigLeaves before = leaves("{lr: 1, eps: 0.001, lr_head: null}");
    ConfigLeaves now = leaves("{eps: 1e-3, lr: 1.0, grad_clip: 1.0, optimizer: adamw}");
    ConfigChanges changes = ConfigChanges.between(before, now, List.of(), Set.of());
    assertThat(changes.refused()).isEmpty();
    assertThat(changes.harmless()).isEmpty();
  }

  @Test
  void what_only_shows_keeps_or_ends_is_harmless() {
    ConfigChanges changes =
        ConfigChanges.between(
            leaves("{num_iterations: 4, save_every: 0, samples: 2, on_nonfinite: stop}"),
            leaves("{num_iterations: 8, save_every: 5, samples: 0, on_nonfinite: skip}"),
            List.of(),
            Set.of());
    assertThat(changes.refused()).isEmpty();
    assertThat(changes.harmless()).hasSize(4);
  }

  @Test
  void every_harmless_key_is_a_key_of_the_engine_or_of_the_shipped_configs() {
    Set<String> known = new TreeSet<>();
    RecordSchema.of(TrainConfig.class).keys().forEach(k -> known.add(k.path()));
    assertThat(known).filteredOn(HarmlessKeys::contains).doesNotContain("lr", "seed", "precision");
    assertThat(HarmlessKeys.KEYS).filteredOn(known::contains).hasSizeGreaterThan(30);
    MapNode shipped = Composer.builder().searchPath("../conf").build().compose("gpt2").resolved();
    shipped.entries().keySet().forEach(key -> known.add(String.valueOf(key)));
    assertThat(known).containsAll(HarmlessKeys.KEYS);
  }

  @Test
  void leaves_survive_being_written() {
    ConfigLeaves leaves = leaves("{a: 1, b: [1, 2.5, x], c: {d: null, e: {}}, f: true}");
    assertThat(ConfigLeaves.parse(leaves.toJson())).isEqualTo(leaves);
  }

  @Test
  void best_and_last_are_of_the_runs_own_directory() throws IOException {
    Path own = dir.resolve("own");
    Runs.train(own, YAML + "save_every: 1\nkeep_last: 9");
    Runs.train(own, YAML.replace("iterations: 4", "iterations: 5") + "resume: last");
    assertThat(MetricsLog.read(own, 99)).extracting(Metrics::step).endsWith(4L, 5L);
    assertThatThrownBy(() -> resume("empty", YAML + "resume: best"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("resume=best means this run's own directory")
        .hasMessageContaining("no checkpoint with the metric val_loss");
  }

  @Test
  void fewer_steps_than_are_done_are_refused_with_what_to_give() {
    assertThatThrownBy(
            () ->
                resume("fewer", YAML.replace("iterations: 4", "iterations: 3") + "resume: " + run))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has done 4 steps already, more than the 3 of this run")
        .hasMessageContaining("num_iterations=8");
    assertThat(dir.resolve("fewer/metrics.jsonl")).doesNotExist();
  }

  @Test
  void a_checkpoint_that_tells_no_config_is_compared_with_the_record_of_its_run()
      throws IOException {
    Path old = dir.resolve("old");
    Files.createDirectories(old.resolve(".hydra"));
    Files.writeString(old.resolve(".hydra/config.yaml"), YAML.replace("0.05", "0.07"));
    dev.hydrant.trainer.checkpoint.CheckpointStore store =
        new dev.hydrant.trainer.checkpoint.CheckpointStore(
            old.resolve("checkpoints"), dev.hydrant.trainer.checkpoint.Retention.last(1));
    store.save(
        new dev.hydrant.trainer.checkpoint.Snapshot(
            2,
            java.util.Map.of(),
            new com.fasterxml.jackson.databind.ObjectMapper().createObjectNode(),
            java.util.Map.of()));
    assertThatThrownBy(() -> resume("c", YAML + "resume: " + old))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("lr: 0.07 -> 0.05")
        .hasMessageContaining("instead of " + old.resolve(".hydra/config.yaml:5:5"));
  }

  private static ConfigLeaves leaves(String yaml) {
    return ConfigLeaves.of(Runs.tree(yaml));
  }
}

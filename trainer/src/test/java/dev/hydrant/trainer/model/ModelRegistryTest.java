package dev.hydrant.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.BindException;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.toy.ToyAdapter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelRegistryTest {
  private final ModelRegistry registry = ModelRegistry.load();

  private TrainableModel model(String yaml) {
    return RunSetup.of(Runs.tree(yaml), registry).model();
  }

  @Test
  void adapters_are_found_by_their_service_lines() {
    assertThat(registry.types()).contains("gpt2", "toy");
    assertThat(registry.get("toy")).isInstanceOf(ToyAdapter.class);
  }

  @Test
  void an_unknown_type_is_answered_with_the_nearest_and_all_registered_ones() {
    assertThatThrownBy(() -> registry.get("gtp2"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no model is registered as type 'gtp2'")
        .hasMessageContaining("Did you mean 'gpt2'?")
        .hasMessageContaining("Registered: ")
        .hasMessageContaining("toy");
  }

  @Test
  void two_adapters_of_one_type_are_a_defect() {
    assertThatThrownBy(() -> new ModelRegistry(List.of(new ToyAdapter(), new ToyAdapter())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'toy'");
  }

  @Test
  void the_adapters_record_is_bound_from_model_cfg() {
    assertThat(model("{type: toy, model_cfg: {width: 6, latent: 3}}").module().parameterCount())
        .isEqualTo(2 * 6 * 3);
    assertThat(model("{type: toy, model_cfg: {model_dim: 4}}").module().parameterCount())
        .isEqualTo(2 * 4 * 2);
  }

  @Test
  void the_top_level_stands_in_for_absent_keys_only() {
    assertThat(model("{type: toy, model_dim: 9, model_cfg: null}").module().parameterCount())
        .isEqualTo(2 * 9 * 2);
    assertThat(
            model("{type: toy, model_dim: 9, model_cfg: {width: null}}").module().parameterCount())
        .isEqualTo(2 * 9 * 2);
    assertThat(
            model("{type: toy, model_dim: 9, model_cfg: {model_dim: 5}}").module().parameterCount())
        .isEqualTo(2 * 5 * 2);
  }

  @Test
  void unknown_keys_wrong_types_and_missing_values_are_named_with_their_place() {
    assertThatThrownBy(() -> model("type: toy\nmodel_cfg:\n  width: 6\n  latnet: 3"))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("model_cfg.latnet")
        .hasMessageContaining("test.yaml:4")
        .hasMessageContaining("latent");
    assertThatThrownBy(() -> model("type: toy\nmodel_cfg:\n  width: wide"))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("model_cfg.width")
        .hasMessageContaining("'wide'")
        .hasMessageContaining("test.yaml:3");
    assertThatThrownBy(() -> model("{type: toy, model_cfg: {}}"))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("model_cfg.width")
        .hasMessageContaining("missing");
    assertThatThrownBy(() -> model("{type: toy, model_cfg: {width: 2, latent: 2}}"))
        .hasMessageContaining("latent must be smaller than width");
  }

  @Test
  void what_cannot_be_honoured_is_refused_and_what_has_no_effect_is_accepted() {
    assertThatThrownBy(
            () ->
                model(
                    "{type: gpt2, train_files: x, val_files: x, proj_fp8: true, model_cfg:"
                        + " {d_model: 12}}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("proj_fp8=true");
    assertThatThrownBy(
            () ->
                model(
                    "{type: gpt2, train_files: x, val_files: x, use_fp8: true, model_cfg: {d_model:"
                        + " 12}}"))
        .hasMessageContaining("use_fp8=true");
    assertThatThrownBy(
            () ->
                model(
                    "{type: gpt2, train_files: x, val_files: x, bfloat16: true, model_cfg:"
                        + " {d_model: 12}}"))
        .hasMessageContaining("use precision=bf16");
    assertThatThrownBy(
            () ->
                model(
                    "{type: gpt2, train_files: x, val_files: x, model_adapter: 'a:B', model_cfg:"
                        + " {d_model: 12}}"))
        .hasMessageContaining("by type alone");
    assertThat(
            model(
                "{type: gpt2, train_files: x, val_files: x, IS_MODAL: true, use_fp8: false,"
                    + " model_cfg: {d_model: 12}}"))
        .isNotNull();
  }
}

package dev.hydrant.trainer.engine.stepper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.lm.Configs;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Layout;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.optim.Adam;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Muon;
import dev.hydrant.trainer.optim.Rule;
import dev.hydrant.trainer.optim.Sgd;
import dev.hydrant.trainer.settings.OptimizerConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterGroupsTest {
  /** Groups {@code encoder} and {@code head}, each with a matrix and a bias. */
  private static final class Model extends Module {
    Model() {
      parameter("w", Init.zeros(), 3, 4).tag("encoder");
      parameter("b", Init.zeros(), 3).tag("encoder");
      parameter("v", Init.zeros(), 2, 3).tag("head");
      parameter("c", Init.zeros(), 2).tag("head");
    }
  }

  private static Map<String, Rule> rules(String yaml) {
    ParameterGroups groups =
        new ParameterGroups(Configs.of(OptimizerConfig.class, yaml), p -> p.tag());
    return groups.rules(Layout.of(new Model(), groups::name).groups().keySet(), 0, 0.5);
  }

  @Test
  void without_a_word_all_groups_do_the_same_and_vectors_do_not_decay() {
    assertThat(rules("{lr: 0.2, weight_decay: 0.3, betas: [0.8, 0.9], eps: 1e-6}"))
        .isEqualTo(
            Map.of(
                "encoder", new AdamW(0.1, 0.8, 0.9, 1e-6, 0.3),
                "encoder.no_decay", new AdamW(0.1, 0.8, 0.9, 1e-6, 0),
                "head", new AdamW(0.1, 0.8, 0.9, 1e-6, 0.3),
                "head.no_decay", new AdamW(0.1, 0.8, 0.9, 1e-6, 0)));
  }

  @Test
  void a_group_may_have_its_own_optimizer_rate_decay_and_betas() {
    String yaml =
        "{lr: 0.2, weight_decay: 0.3, betas: [0.8, 0.9], eps: 1e-6, optimizer_groups: {encoder:"
            + " {optimizer: adam, lr: 0.01, weight_decay: 0.02, betas: [0.5, 0.6]}, head:"
            + " {optimizer: sgd}}}";
    assertThat(rules(yaml))
        .isEqualTo(
            Map.of(
                "encoder", new Adam(0.005, 0.5, 0.6, 1e-6, 0.02),
                "encoder.no_decay", new Adam(0.005, 0.5, 0.6, 1e-6, 0),
                "head", new Sgd(0.1, 0.8, 0.3),
                "head.no_decay", new Sgd(0.1, 0.8, 0)));
  }

  @Test
  void vectors_decay_where_that_is_asked_for() {
    String all = "{optimizer: adam, lr: 0.2, weight_decay: 0.3, decay_vectors: true%s}";
    assertThat(rules(all.formatted("")))
        .containsOnlyKeys("encoder", "encoder.vectors", "head", "head.vectors")
        .allSatisfy((name, rule) -> assertThat(rule.weightDecay()).isEqualTo(0.3));
    Map<String, Rule> one =
        rules(all.formatted(", optimizer_groups: {head: {decay_vectors: false}}"));
    assertThat(one.get("encoder.vectors").weightDecay()).isEqualTo(0.3);
    assertThat(one.get("head.no_decay").weightDecay()).isZero();
  }

  @Test
  void muon_takes_matrices_of_a_group_that_asks_for_it_and_adam_its_vectors() {
    Map<String, Rule> rules = rules("{lr: 0.2, optimizer_groups: {encoder: {optimizer: muon}}}");
    assertThat(rules.get("encoder")).isInstanceOf(Muon.class);
    assertThat(rules.get("encoder.no_decay")).isInstanceOf(AdamW.class);
    assertThat(rules.get("head")).isInstanceOf(AdamW.class);
  }

  @Test
  void a_group_that_the_model_lacks_is_refused_with_the_nearest_name() {
    assertThatThrownBy(() -> rules("{optimizer_groups: {encoders: {lr: 1}}}"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("optimizer_groups.encoders: this model has no parameters")
        .hasMessageContaining("encoder");
  }
}

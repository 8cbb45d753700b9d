package dev.hydrant.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ComposerBuilder;
import dev.hydrant.config.schema.Alias;
import dev.hydrant.trainer.lm.LanguageModelAdapter;
import dev.hydrant.trainer.model.ModelAdapter;
import dev.hydrant.trainer.model.ModelRegistry;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes can be called by any of their names, whatever the model's own is. */
class SynonymsTest {
  private static void collect(Class<?> type, Set<Set<String>> sets) {
    for (RecordComponent c : type.getRecordComponents()) {
      Alias alias = c.getAnnotation(Alias.class);
      if (alias != null) {
        Set<String> names = new HashSet<>(List.of(alias.value()));
        names.add(c.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
        sets.add(names);
      }
      if (c.getType().isRecord()) {
        collect(c.getType(), sets);
      }
    }
  }

  @Test
  void the_names_are_those_of_the_models_records() {
    Set<Set<String>> stated = new HashSet<>();
    Set<Set<String>> listed = new HashSet<>();
    ModelRegistry registry = ModelRegistry.load();
    for (String type : registry.types()) {
      ModelAdapter<?> adapter = registry.get(type);
      if (adapter.family().equals(LanguageModelAdapter.FAMILY)) {
        collect(adapter.configType(), stated);
        adapter.synonyms().forEach(names -> listed.add(Set.copyOf(names)));
      }
    }
    assertThat(listed).isEqualTo(stated);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt2_small, num_layers, n_layers",
    "gpt2_small, model_dim, d_model",
    "mamba, num_layers, n_layers",
    "ngpt, n_layers, num_layers",
    "nsa, d_model, model_dim",
    "moe, n_heads, num_heads"
  })
  void an_override_by_another_name_sets_the_models_key(String config, String typed, String own) {
    ComposerBuilder builder = Composer.builder().searchPath("../conf");
    Configurations.addNames(builder);
    assertThat(
            builder
                .build()
                .compose(config, List.of("model_cfg." + typed + "=24"))
                .getInt("model_cfg." + own))
        .isEqualTo(24);
  }
}

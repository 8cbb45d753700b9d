package dev.hydrant.config.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.Composer;
import dev.hydrant.config.Composition;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where Hydra is silent: overrides that set a key though an option was meant. */
class GroupHintsTest {
  private static final Composer COMPOSER =
      Composer.builder()
          .config("config.yaml", "defaults: [db: a, _self_]\nx: 1\n")
          .config("db/a.yaml", "p: 1\n")
          .config("db/b.yaml", "p: 2\nq: 1\n")
          .config("model/big.yaml", "defaults: [opt: adam]\nw: 1\n")
          .config("model/opt/adam.yaml", "lr: 1\n")
          .config("model/opt/sgd.yaml", "lr: 2\n")
          .build();

  private static final String CHOICE =
      "To choose the option 'sgd' of the config group 'model/opt' use model/opt=sgd,"
          + " or +model/opt=sgd if no defaults list names the group";

  private static Composition compose(String... overrides) {
    return COMPOSER.compose("config", List.of(overrides));
  }

  @Test
  void a_dotted_key_that_is_the_path_of_a_group_is_pointed_out() {
    assertThatThrownBy(() -> compose("model.opt=sgd"))
        .hasMessageContaining(CHOICE)
        .hasMessageNotContaining("append");
    assertThatThrownBy(() -> compose("model.opt=sdg"))
        .hasMessageContaining("'model/opt' is a config group, with the options adam, sgd");
    Composition text = compose("+model=big", "model.opt=sgd");
    assertThat(text.toYaml()).contains("opt: sgd");
    assertThat(text.warnings())
        .containsExactly("model.opt=sgd sets the key model.opt to a text. " + CHOICE);
    assertThat(compose("+model.opt=sgd").warnings()).hasSize(1);
    assertThat(compose("++model.opt=sgd").warnings()).hasSize(1);
  }

  @Test
  void a_group_that_lies_elsewhere_is_pointed_out() {
    Composition text = compose("+opt=sgd");
    assertThat(text.getString("opt")).isEqualTo("sgd");
    assertThat(text.warnings()).containsExactly("+opt=sgd sets the key opt to a text. " + CHOICE);
    assertThat(compose("+modle=big").warnings().get(0))
        .contains("config group 'model' use model=big");
  }

  @Test
  void other_texts_are_nobodys_business() {
    assertThat(compose("+opt=other", "+name=sgd", "+model.width=sgd", "x=b", "db=b").warnings())
        .isEmpty();
    assertThat(compose("+model/opt=sgd").warnings()).isEmpty();
  }

  @Test
  void a_key_of_a_swept_group_is_set_by_two_plus_signs() {
    assertThatThrownBy(
            () -> COMPOSER.composeMaster("config", List.of("+model=big,none", "model.w=3")))
        .hasMessageContaining("'model' is swept")
        .hasMessageContaining("++model.w=...");
    assertThatThrownBy(() -> COMPOSER.composeMaster("config", List.of("db=a,b", "db.q=3")))
        .hasMessageContaining("++db.q=...");
    Composition master = COMPOSER.composeMaster("config", List.of("db=a,b", "++db.q=3"));
    assertThat(COMPOSER.composeJob(master, COMPOSER.sweep(master).get(1), 1).getInt("db.q"))
        .isEqualTo(3);
  }
}

package dev.hydrant.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.config.error.BindException;
import dev.hydrant.config.resolver.Resolver;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Flatten;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompositionBindingTest {
  record Model(@Default("768") int dModel, @Default("6") int numHeads, @Default("x") String name) {
    @Check("num_heads must divide d_model")
    boolean headsDivideWidth() {
      return dModel % numHeads == 0;
    }
  }

  record Job(int seqLen, Duration limit, Model modelCfg, @Flatten Map<String, Object> rest) {}

  private static final String CONFIG =
      """
      seq_len: 1024
      limit: 90s
      model_cfg:
        d_model: ${width}
        name: run-${seq_len}
      width: 12
      other: ${model_cfg}
      nothing: null
      layers:
      - d_model: 6
      """;

  private static Composition compose(String... overrides) {
    Composer composer = Composer.builder().config("config.yaml", CONFIG).build();
    return composer.compose("config", List.of(overrides));
  }

  @Test
  void aWholeConfigurationIsARecord() {
    Job job = compose("seq_len=8", "model_cfg.name='a ${width}'").as(Job.class);
    assertThat(job.seqLen()).isEqualTo(8);
    assertThat(job.limit()).isEqualTo(Duration.ofSeconds(90));
    assertThat(job.modelCfg()).isEqualTo(new Model(12, 6, "a 12"));
    assertThat(job.rest()).containsOnlyKeys("width", "other", "nothing", "layers");
  }

  @Test
  void aPartOfItIsBoundWhereItStands() {
    Composition config = compose();
    assertThat(config.at("model_cfg").as(Model.class)).isEqualTo(new Model(12, 6, "run-1024"));
    assertThat(config.at("other").as(Model.class)).isEqualTo(new Model(12, 6, "run-1024"));
    assertThat(config.at("limit").as(Duration.class)).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.at("layers").at("0").as(Model.class).dModel()).isEqualTo(6);
    assertThat(config.at("layers").as(Object.class)).isEqualTo(List.of(Map.of("d_model", 6L)));
    assertThat(config.at("nothing").as(Object.class)).isNull();
  }

  @Test
  void problemsNameTheOverrideOrThePlaceInTheFile() {
    assertThatThrownBy(
            () ->
                compose(
                        "model_cfg.d_model=wide",
                        "+model_cfg.num_head=3",
                        "model_cfg.name=${nmae}",
                        "seq_len=???",
                        "limit=soon",
                        "other=null")
                    .as(Job.class))
        .isInstanceOf(BindException.class)
        .hasMessage(
            """
            5 problems in the configuration
              seq_len: mandatory value is missing; give it as seq_len=..., an integer
                  at override 'seq_len=???'
              limit: expected a duration such as 90s or 1h30m, got 'soon'
                  at override 'limit=soon'
              model_cfg.num_head: unknown key
                  at override '+model_cfg.num_head=3'
                  Did you mean 'num_heads'?
              model_cfg.d_model: expected an integer, got 'wide'
                  at override 'model_cfg.d_model=wide'
              model_cfg.name: Interpolation key 'nmae' not found
                  in model_cfg.name: ${nmae}
                  at override 'model_cfg.name=${nmae}'\
            """);
  }

  @Test
  void aKeyThatIsNotThereIsNamedWithItsNeighbour() {
    assertThatThrownBy(() -> compose().at("model_cgf").as(Model.class))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("model_cgf")
        .hasMessageContaining("model_cfg");
  }

  @Test
  void secretsAreBoundButNotShown() {
    Composer composer =
        Composer.builder()
            .config("config.yaml", "limit: ${token:}\nd_model: ${token:}\n")
            .resolver("token", Resolver.secret((arguments, context) -> "hunter2"))
            .build();
    Composition config = composer.compose("config");
    assertThat(config.at("limit").as(String.class)).isEqualTo("hunter2");
    assertThatThrownBy(() -> config.as(Model.class))
        .hasMessageNotContaining("hunter2")
        .hasMessageContaining("d_model: expected an integer, got ***");
    assertThatThrownBy(() -> config.getInt("limit")).hasMessageNotContaining("hunter2");
  }
}

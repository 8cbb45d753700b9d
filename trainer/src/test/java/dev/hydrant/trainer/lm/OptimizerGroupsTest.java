package dev.hydrant.trainer.lm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.model.TrainableModel;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.OptimizerConfig;
import dev.hydrant.trainer.settings.ScheduleConfig;
import dev.hydrant.trainer.settings.TrainConfig;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each language model's own configuration asks of the optimizer, at full size, and which group
 * each of its parameters is in. Nothing is allocated.
 */
class OptimizerGroupsTest {
  private static final Composer CONF = Composer.builder().searchPath("../conf").build();
  private static final Set<String> MUON = Set.of("current-best", "base-mtp", "deepseek-mtp", "nsa");

  /**
   * Matrices that are no matrices to Muon: kernels, state matrices, positions inside a block,
   * single rows.
   */
  private static final List<String> NO_MATRIX =
      List.of("conv1d", "A_log", ".positions", "router.", "predictor.");

  static Stream<String> types() {
    return ModelPagesTest.models().map(a -> a.type());
  }

  private static MapNode tree(String type) {
    return CONF.compose(ModelRegistry.load().get(type).configName()).resolved();
  }

  private static TrainableModel model(String type) {
    MapNode tree = tree(type);
    return RunSetup.of(tree, ModelRegistry.load()).model();
  }

  /** The group that has a learning rate, whether or not its members decay. */
  private static String group(TrainableModel model, Parameter p) {
    return model.group(p).replace(".no_decay", "");
  }

  @ParameterizedTest
  @MethodSource("types")
  void every_parameter_is_in_one_group_and_muon_gets_matrices_alone(String type) {
    TrainableModel model = model(type);
    List<Parameter> all = model.module().parameters();
    assertThat(new HashSet<>(all)).as("a shared tensor is declared once").hasSameSizeAs(all);
    assertThat(all.stream().map(Parameter::name)).doesNotHaveDuplicates();
    Map<String, List<String>> groups =
        all.stream()
            .filter(Parameter::isTrainable)
            .collect(
                Collectors.groupingBy(
                    p -> group(model, p),
                    TreeMap::new,
                    Collectors.mapping(Parameter::name, Collectors.toList())));
    assertThat(groups.keySet()).isSubsetOf("embed", "head", "hidden", "scalar");
    assertThat(groups).containsKeys("head", "hidden", "scalar");
    for (Parameter p : all) {
      boolean matrix = p.shape().length >= 2 && NO_MATRIX.stream().noneMatch(p.name()::contains);
      if (!matrix) {
        assertThat(group(model, p)).as(p.name()).isEqualTo("scalar");
      } else {
        assertThat(group(model, p)).as(p.name()).isNotEqualTo("scalar");
      }
    }
    long vocabulary = groups.get("head").stream().filter(n -> !n.endsWith("bias")).count();
    assertThat(vocabulary).isEqualTo(type.equals("base-mtp") ? 2 : 1);
    assertThat(groups.getOrDefault("embed", List.of()))
        .allMatch(n -> n.matches(".*(embed|wpe|wte).*"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void its_config_asks_for_the_optimizer_that_suits_it(String type) {
    TrainConfig config = ConfigTrees.bind(tree(type), TrainConfig.class);
    OptimizerConfig o = config.optimizer();
    ScheduleConfig s = config.schedule();
    if (MUON.contains(type)) {
      assertThat(o.optimizer()).isEqualTo("muon");
      assertThat(s.lrSchedule()).isEqualTo("linear");
      assertThat(s.cooldownFrac()).isEqualTo(0.4);
      assertThat(s.minLrRatio()).isEqualTo(0.1);
      assertThat(o.gradClip()).isZero();
      return;
    }
    assertThat(o.optimizer()).isEqualTo("adamw");
    assertThat(s.lrSchedule()).isEqualTo("cosine");
    assertThat(o.betas()).containsExactly(0.9, 0.95);
    assertThat(o.eps()).isEqualTo(1e-8);
    boolean sphere = type.equals("ngpt");
    assertThat(o.lr()).isEqualTo(sphere ? 1e-3 : 6e-4);
    assertThat(o.weightDecay()).isEqualTo(sphere ? 0 : 0.1);
    assertThat(o.gradClip()).isEqualTo(sphere ? 0 : 1);
    assertThat(s.warmupFrac()).isEqualTo(sphere ? 0 : 0.05);
    assertThat(s.minLrRatio()).isEqualTo(sphere ? 0 : 0.1);
  }
}

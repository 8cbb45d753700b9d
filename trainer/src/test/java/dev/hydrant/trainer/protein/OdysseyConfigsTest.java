package dev.hydrant.trainer.protein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.config.Composer;
import dev.hydrant.config.ConfigTrees;
import dev.hydrant.config.node.MapNode;
import dev.hydrant.config.node.Node;
import dev.hydrant.trainer.model.ModelRegistry;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.model.Autoencoder;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.protein.model.Trunk;
import dev.hydrant.trainer.run.RunSetup;
import dev.hydrant.trainer.settings.TrainConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C1 to C8, F1, F2: the configs that are shipped. */
class OdysseyConfigsTest {
  private static final Composer CONF =
      Composer.builder().searchPath(Path.of("..", "conf").toString()).build();

  /** The encoder of fsq_stage1, for those that need one. */
  private static final EncoderShape ENCODER =
      new EncoderShape(
          BlockType.SELF_ATTENTION,
          null,
          128,
          1,
          3,
          2048,
          4,
          32,
          List.of(7, 5, 5, 5, 5),
          false,
          true);

  private static MapNode tree(String name, String... overrides) {
    return CONF.compose("odyssey/" + name, List.of(overrides)).resolved();
  }

  private static OdysseyConfig config(String name, String... overrides) {
    Map<Object, Node> sections = new LinkedHashMap<>();
    MapNode tree = tree(name, overrides);
    for (String section : List.of("model", "training", "loss", "masking")) {
      sections.put(section, tree.get(section));
    }
    return ConfigTrees.bind(new MapNode(sections, tree.origin()), OdysseyConfig.class);
  }

  private static Module module(OdysseyConfig c) {
    return switch (c.model().style()) {
      case STAGE_1 -> Autoencoder.stage1(c.model(), c.loss());
      case STAGE_2 -> Autoencoder.stage2(c.model(), c.loss(), ENCODER);
      default -> new Trunk(c, ENCODER);
    };
  }

  /** I1: the shipped chain works by its commands alone. */
  @ParameterizedTest
  @CsvSource({
    "fsq_stage2, fsq_stage1",
    "mlm, fsq_stage1",
    "discrete_diffusion, fsq_stage1",
    "discrete_diffusion_large, fsq_stage1",
    "mlm_reflexive, fsq_stage1_geometric"
  })
  void laterStagesNameTheEncoderThatAShippedConfigLeaves(String later, String first) {
    OdysseyConfig stage1 = config(first);
    Path left = stage1.training().checkpointDir().orElseThrow();
    assertThat(EncoderSource.of(config(later).model()).orElseThrow().path())
        .isEqualTo(left.resolve(new NamedRun(stage1).name()));
  }

  /** Frozen parameters are not counted: they are not learned. */
  @ParameterizedTest
  @CsvSource({
    "default, 155595142",
    "fsq_stage1, 1398542",
    "fsq_stage2, 721253",
    "mlm, 1749397",
    "discrete_diffusion, 2995605",
    "fsq_stage1_geometric, 13522206",
    "mlm_reflexive, 36120514",
    "discrete_diffusion_large, 723761258",
  })
  void haveTheirParameters(String name, long count) {
    assertThat(module(config(name)).parameterCount()).isEqualTo(count);
  }

  @Test
  void otherSettingsHaveTheirParameters() {
    assertThat(
            module(config("discrete_diffusion", "+model.time_conditioning=none")).parameterCount())
        .isEqualTo(1_749_397);
    Autoencoder blind =
        Autoencoder.stage1(
            config("fsq_stage1_geometric", "+model.decoder_coords=false").model(),
            config("fsq_stage1_geometric").loss());
    assertThat(blind.parameterCount()).isEqualTo(13_484_438);
    assertThat(blind.decoderSeesCoordinates()).isFalse();
    assertThat(module(config("fsq_stage1", "+model.fsq.input_norm=true")).parameterCount())
        .isEqualTo(1_398_542 + 10);
  }

  /** F2: what the sections say reaches the engine, with or without the shipped base. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theEngineReadsWhatTheSectionsSay(boolean withBase) {
    MapNode tree = tree("fsq_stage1", "training.batch_size=16", "training.learning_rate=1e-4");
    if (!withBase) {
      Map<Object, Node> entries = new LinkedHashMap<>(tree.entries());
      entries.keySet().retainAll(List.of("model", "training", "loss", "masking"));
      tree = new MapNode(entries, tree.origin());
    }
    TrainConfig engine = RunSetup.of(tree, ModelRegistry.load()).config();
    assertThat(engine.type()).isEqualTo("odyssey");
    assertThat(engine.loop().numEpochs()).hasValue(50L);
    assertThat(engine.loop().seed()).isEqualTo(42);
    assertThat(engine.loop().gradAccumSteps()).isEqualTo(1);
    assertThat(engine.optimizer().optimizer()).isEqualTo("adamw");
    assertThat(engine.optimizer().lr()).isEqualTo(1e-4);
    assertThat(engine.optimizer().betas()).containsExactly(0.9, 0.999);
    assertThat(engine.optimizer().eps()).isEqualTo(1e-8);
    assertThat(engine.optimizer().weightDecay()).isEqualTo(0.01);
    assertThat(engine.optimizer().decayVectors()).isTrue();
    assertThat(engine.optimizer().gradClip()).isZero();
    assertThat(engine.schedule().lrSchedule()).isEqualTo("constant");
    assertThat(engine.schedule().warmupFrac()).isZero();
  }

  /** C10: one experiment makes any of them small. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "default",
        "fsq_stage1",
        "fsq_stage2",
        "mlm",
        "discrete_diffusion",
        "fsq_stage1_geometric",
        "mlm_reflexive",
        "discrete_diffusion_large"
      })
  void areSmallOnACpu(String name) {
    OdysseyConfig small = config(name, "experiment=odyssey_cpu");
    assertThat(small.model().dModel()).isEqualTo(64);
    assertThat(small.model().decoderCoords()).isFalse();
    assertThat(small.training().learningRate()).isEqualTo(2e-3);
    assertThat(module(small).parameterCount()).isLessThan(1_200_000);
  }

  @Test
  void haveTheSectionsAtTheTop() {
    MapNode tree = tree("mlm");
    assertThat(tree.get("odyssey")).isNull();
    assertThat(config("mlm").model().style()).isEqualTo(Style.MLM);
    assertThat(config("discrete_diffusion_large").loss().weightsOrOnes().structure())
        .isEqualTo(1.2);
  }
}

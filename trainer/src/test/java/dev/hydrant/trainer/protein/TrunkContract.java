package dev.hydrant.trainer.protein;

import dev.hydrant.config.ConfigTrees;
import dev.hydrant.trainer.data.BatchSource;
import dev.hydrant.trainer.model.Batch;
import dev.hydrant.trainer.model.ModelContract;
import dev.hydrant.trainer.model.ModelUnderTest;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.feed.ProteinFacts;
import dev.hydrant.trainer.protein.feed.ProteinFeed;
import dev.hydrant.trainer.protein.model.EncoderShape;
import dev.hydrant.trainer.run.Runs;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Trunks, with an encoder of few levels that nobody has trained, under the contract of models. */
abstract class TrunkContract extends ModelContract {
  private static final EncoderShape ENCODER =
      new EncoderShape(
          BlockType.SELF_ATTENTION, null, 8, 2, 1, 128, 2, 4, List.of(3, 3), true, true);

  @TempDir Path dir;

  private final String style;
  private final String block;
  private final String masking;

  TrunkContract(String style, String block, String masking) {
    this.style = style;
    this.block = block;
    this.masking = masking;
  }

  private Path data() {
    Path data = dir.resolve("data");
    return Files.exists(data) ? data : ProteinYaml.data(data, 3);
  }

  @Override
  protected ModelUnderTest underTest() {
    String yaml = ProteinYaml.of(style, block, "unused", data(), ProteinYaml.masking(masking));
    OdysseyConfig config =
        ConfigTrees.bind(
            Runs.tree(yaml.replace("dropout: 0.1", "dropout: 0")), OdysseyConfig.class);
    ProteinFacts facts = ProteinFeed.discover(config, ENCODER);
    ProteinModel model = new ProteinModel(config, facts, Optional.empty());
    return new ModelUnderTest() {
      @Override
      public Module module() {
        return model.module();
      }

      @Override
      public Objective loss(Map<String, Tensor> batch, Phase phase) {
        return model.loss(batch, phase);
      }

      @Override
      public Map<String, Tensor> batch(EagerTorch torch, int index) {
        try (BatchSource<Batch> source = model.feed().training()) {
          Map<String, Tensor> out = new LinkedHashMap<>();
          source.read(index).arrays().forEach((name, array) -> out.put(name, array.in(torch)));
          return out;
        }
      }
    };
  }

  /** No gradient flows into the choice of edges. */
  @Override
  protected boolean reachesLoss(Parameter p) {
    return !p.name().contains("similarity_scorer");
  }

  /** O5. */
  @Override
  protected boolean hasLearned(double first, double last) {
    return last < 0.3 * first;
  }
}

package dev.hydrant.trainer.protein;

import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.nn.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;

/** Stage 1 under the contract of every registered model. */
class ProteinContractTest extends RegisteredModelContract {
  @Override
  protected String yaml(Path directory) {
    Path data = directory.resolve("data");
    if (!Files.exists(data)) {
      ProteinYaml.data(data, 10);
    }
    return ProteinYaml.of(
            "stage_1",
            ProteinYaml.consensus("local_window"),
            null,
            data,
            ProteinYaml.masking("simple"))
        .replace("max_epochs: 2", "max_epochs: 3");
  }

  /** Rounding is passed straight through, so no derivative reaches what lies before it. */
  @Override
  protected boolean isDerivative(Parameter p) {
    return p.name().startsWith("decoder.");
  }

  /** A norm takes off what this would add. */
  @Override
  protected boolean reachesLoss(Parameter p) {
    return !p.name().endsWith(".conv.bias");
  }
}

package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.model.RegisteredModelContract;
import dev.hydrant.trainer.optim.AdamW;
import dev.hydrant.trainer.optim.Rule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What holds of every model: gradients, recorded steps, kill -9, memory. */
class GrammarVaeContractTest extends RegisteredModelContract {
  @Override
  protected String yaml(Path directory) throws IOException {
    List<String> tiny = new TinyGrammarVae().overrides("grammar_vae", directory);
    String prod = tiny.stream().filter(o -> o.startsWith("prod=")).findFirst().orElseThrow();
    return """
        type: grammar_vae
        preset: null
        grammar: equation
        prod: %s
        z_dim: 6
        encoder_conv_layers: 2
        encoder_channels: [5, 5]
        encoder_kernel: 3
        encoder_pool: flatten
        decoder_hidden: 16
        latent_noise: 0.1
        decoder_layers: 2
        decoder_dropout: 0
        batch_size: 12
        kl_anneal_epochs: 2
        num_epochs: 3
        lr: 0.01
        device: cpu
        """
        .formatted(prod.substring("prod=".length()));
  }

  @Override
  protected Rule learningRule() {
    return new AdamW(1e-2, 0.9, 0.95, 1e-8, 0);
  }
}

package dev.hydrant.trainer.grammar.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.DType;
import dev.hydrant.trainer.torch.Tensor;

/**
 * A variational autoencoder over sequences of production rules (Kusner, Paige and Hernández-Lobato
 * 2017, arXiv 1703.01925).
 */
public final class GrammarVae extends Module {
  private final VaeSizes sizes;
  private final RuleEncoder encoder;
  private final RuleDecoderNet decoder;

  public GrammarVae(VaeSizes sizes) {
    this.sizes = sizes;
    encoder = part("encoder", new RuleEncoder(sizes));
    decoder = part("decoder", new RuleDecoderNet(sizes));
  }

  /** Its sizes. */
  public VaeSizes sizes() {
    return sizes;
  }

  /** Encodes rules, {@code [B, T]} INT64 with −1 behind the end. */
  public Latent encode(Tensor ids) {
    DType real = ids.torch().floatType();
    Tensor valid = ids.ge(0).to(real).unsqueeze(2);
    Tensor oneHot = ids.clampMin(0).oneHot(sizes.productions()).to(real).mul(valid);
    return encoder.forward(oneHot);
  }

  /** Decodes latent vectors {@code [B, z]} to logits {@code [B, T, P]}, not masked. */
  public Tensor decode(Tensor z, boolean training) {
    return decoder.forward(z, training);
  }
}

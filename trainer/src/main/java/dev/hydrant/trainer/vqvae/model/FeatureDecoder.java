package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** All features from the codes of all levels and categories: Linear, ReLU, dropout, Linear. */
final class FeatureDecoder extends Module {
  private static final long HIDDEN = 256;

  /** Its first layer, whose columns tell how the decoder sees a code. */
  final Linear in;

  private final Linear out;

  FeatureDecoder(long codes, long features) {
    in = part("0", new Linear(codes, HIDDEN, true));
    out = part("3", new Linear(HIDDEN, features, true));
  }

  /** Codes {@code [B, Σd]} → {@code [B, D]}. */
  Tensor forward(Tensor codes, UnaryOperator<Tensor> dropout) {
    return out.forward(dropout.apply(in.forward(codes).relu()));
  }

  /** Its parameters. */
  void pieces(Pieces pieces) {
    pieces.add("shared_decoder.0.weight", in.weight);
    pieces.add("shared_decoder.0.bias", in.bias);
    pieces.add("shared_decoder.3.weight", out.weight);
    pieces.add("shared_decoder.3.bias", out.bias);
  }
}

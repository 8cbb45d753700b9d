package dev.hydrant.trainer.vqvae.model;

import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.torch.Tensor;
import java.util.function.UnaryOperator;

/** All features from codes: Linear, ReLU, dropout where it has one, Linear. */
final class FeatureDecoder extends Module {
  /** Its first layer, whose columns tell how the decoder sees a code. */
  final Linear in;

  private final Linear out;

  private FeatureDecoder(long codes, long hidden, long features, String last) {
    in = part("0", new Linear(codes, hidden, true));
    out = part(last, new Linear(hidden, features, true));
  }

  /** Reads the codes of all levels and categories. */
  static FeatureDecoder shared(long codes, long features) {
    return new FeatureDecoder(codes, 256, features, "3");
  }

  /** Reads the code of one level of one category, and has no dropout. */
  static FeatureDecoder partial(long code, long features) {
    return new FeatureDecoder(code, 128, features, "2");
  }

  /** Codes {@code [B, d]} → {@code [B, D]}. */
  Tensor forward(Tensor codes, UnaryOperator<Tensor> dropout) {
    return out.forward(dropout.apply(in.forward(codes).relu()));
  }
}

package dev.hydrant.trainer.torch;

/** Normalisations and attention. */
final class NormCases extends OperatorCases {
  NormCases(EagerTorch torch) {
    super(torch);
  }

  @Override
  void add() {
    norms();
    attention();
  }

  private void norms() {
    Tensor x = random(-1, 1, 2, 3, 4);
    check(
        "layer norm",
        in -> in.get(0).layerNorm(in.get(1), in.get(2), 1e-5),
        x,
        random(0.5, 1, 4),
        random(-1, 1, 4));
    check("standardize", in -> in.get(0).layerNorm(null, null, 1e-5), x);
    check("rms norm", in -> in.get(0).rmsNorm(1e-6), x);
  }

  private void attention() {
    Tensor q = random(-1, 1, 2, 2, 5, 4);
    Tensor k = random(-1, 0.8, 2, 2, 5, 4);
    Tensor v = random(-0.7, 1, 2, 2, 5, 4);
    check("causal attention", in -> in.get(0).causalAttention(in.get(1), in.get(2)), q, k, v);
    check(
        "attention scale",
        in -> in.get(0).attention(in.get(1), in.get(2), null, false, 0.12),
        q,
        k,
        v);
    check(
        "attention causal scale",
        in -> in.get(0).attention(in.get(1), in.get(2), null, true, 2.0),
        q,
        k,
        v);
    check(
        "attention mask",
        in ->
            in.get(0)
                .attention(
                    in.get(1),
                    in.get(2),
                    in.get(0).torch().causalMask(5).logicalOr(in.get(0).torch().eye(5).gt(0)),
                    false,
                    0.5),
        q,
        k,
        v);
    check(
        "attention bias",
        in -> in.get(0).attention(in.get(1), in.get(2), in.get(3), false, 0.5),
        q,
        k,
        v,
        random(-1, 1, 5, 5));
    check(
        "attention other width",
        in -> in.get(0).attention(in.get(1), in.get(2), null, true, 0.5),
        q,
        k,
        random(-1, 1, 2, 2, 5, 3));
  }
}

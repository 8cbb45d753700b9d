package dev.hydrant.trainer.optim;

/** The script functions around a recorded program: a micro-step, and a step with its update. */
final class StepScript {
  private static final String ARGUMENTS =
      "self, inputs: List[Tensor], ps: List[Tensor], gs: List[Tensor], cs: List[Tensor], key: int,"
          + " beta: float";
  private static final String RUN =
      "    out = annotate(List[Tensor], [])\n"
          + "    for x in self.main(inputs, ps, gs, cs, key, beta):\n"
          + "      out.append(torch.reshape(torch.to(x, 7), []))\n";

  private StepScript() {}

  /** Forward and, if recorded, backward; returns loss and metrics as one vector. */
  static String micro() {
    return "  def micro(" + ARGUMENTS + ") -> Tensor:\n" + RUN + "    return torch.stack(out)\n";
  }

  /** The same, then the update; the norm of the gradient is the last number. */
  static String step() {
    return "  def step("
        + ARGUMENTS
        + ", P: Tensor, G: Tensor, S: List[Tensor], h: List[float], t: int, clip: float,"
        + " scale: float) -> Tensor:\n"
        + RUN
        + "    norm = self.optimize(P, G, S, h, t, clip, scale)\n"
        + "    out.append(torch.full([], norm, dtype=7, device=P.device))\n"
        + "    return torch.stack(out)\n";
  }
}

package dev.hydrant.trainer.step;

/**
 * The script functions around a recorded program: a micro-step, and a step with its update.
 *
 * <p>A device computes ahead of the program that tells it what to do, until one of its numbers is
 * asked for. So the numbers of micro-steps stay on the device, and are read once a step: when its
 * backward pass ends, where clipping has to know the norm in any case. The update is told before
 * the device waits again, and runs while the program goes on.
 */
final class StepScript {
  private static final String ARGUMENTS =
      "self, inputs: List[Tensor], ps: List[Tensor], gs: List[Tensor], cs: List[Tensor], key: int,"
          + " beta: float";
  private static final String RUN =
      "    out = annotate(List[Tensor], [])\n"
          + "    for x in self.main(inputs, ps, gs, cs, key, beta):\n"
          + "      out.append(torch.reshape(torch.to(x, 7), []))\n";
  private static final String HOST = "torch.device(\"cpu\"), 7)";

  private StepScript() {}

  /** Forward and, if recorded, backward; returns loss and metrics as one vector. */
  static String micro() {
    return "  def micro(" + ARGUMENTS + ") -> Tensor:\n" + RUN + "    return torch.stack(out)\n";
  }

  /** The same of an evaluation that also returns tensors, one behind the other. */
  static String gathering() {
    return "  def micro("
        + ARGUMENTS
        + ") -> Tensor:\n"
        + "    out = annotate(List[Tensor], [])\n"
        + "    for x in self.main(inputs, ps, gs, cs, key, beta):\n"
        + "      out.append(torch.reshape(torch.to(x, 7), [-1]))\n"
        + "    return torch.cat(out)\n";
  }

  /** The same, with loss and metrics left in row k of a table on the device; returns nothing. */
  static String keep() {
    return "  def keep("
        + ARGUMENTS
        + ", rows: Tensor, k: int) -> Tensor:\n"
        + RUN
        + "    torch.copy_(torch.select(rows, 0, k), torch.stack(out))\n"
        + "    return torch.zeros([1], dtype=7)\n";
  }

  /**
   * The same, then the update. Returns the rows that were kept before, if any, then loss and
   * metrics, then the norm of the gradient.
   */
  static String step() {
    return "  def step("
        + ARGUMENTS
        + ", P: Tensor, G: Tensor, S: List[Tensor], h: List[float], t: int, clip: float,"
        + " scale: float, rows: Optional[Tensor]=None) -> Tensor:\n"
        + RUN
        + "    numbers = torch.stack(out)\n"
        + "    if rows is not None:\n"
        + "      numbers = torch.cat([torch.reshape(rows, [-1]), numbers])\n"
        + "    host = torch.to(numbers, "
        + HOST
        + "\n"
        + "    norm = self.optimize(P, G, S, h, t, clip, scale)\n"
        + "    return torch.cat([host, torch.full([1], norm, dtype=7)])\n";
  }
}

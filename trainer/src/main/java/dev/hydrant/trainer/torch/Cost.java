package dev.hydrant.trainer.torch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a recorded program will cost, known without running it.
 *
 * @param flops floating-point operations of all that multiplies more than numbers one by one; see
 *     {@link Arithmetic}
 * @param peakBytes most memory its intermediate results take at one time; parameters, gradients and
 *     inputs are not counted
 * @param operators operators it runs
 */
public record Cost(long flops, long peakBytes, int operators) {

  static Cost of(Plan plan) {
    long flops = 0;
    for (Node n : plan.live()) {
      flops += Arithmetic.of(n, plan);
    }
    return new Cost(
        flops, peak(plan), (int) plan.live().stream().filter(n -> n.op != null).count());
  }

  /** Memory of intermediate results, each from its operator to the last that reads it. */
  private static long peak(Plan plan) {
    Map<Integer, Long> freed = new HashMap<>();
    long now = 0;
    long most = 0;
    List<Node> live = plan.live();
    for (Node n : live) {
      for (TraceTensor o : n.outputs) {
        if (n.op == null || plan.isInlined(n) || !plan.isUsed(o) || !plan.ownsMemory(o)) {
          continue;
        }
        long bytes = o.numel() * o.dtype().bytes();
        now += bytes;
        freed.merge(plan.lastUse(o), bytes, Long::sum);
      }
      most = Math.max(most, now + scratch(n));
      now -= freed.getOrDefault(n.id, 0L);
    }
    return most;
  }

  /** Memory an operator takes while it runs: one chunk of logits, or of a scan's states. */
  private static long scratch(Node n) {
    if (n.op == ScanOps.SELECTIVE_SCAN) {
      return 2 * chunkOfStates(n, n.outputs.get(1));
    } else if (n.op == ScanOps.SELECTIVE_SCAN_BACKWARD) {
      return 3 * chunkOfStates(n, n.inputs.get(6));
    } else if (n.op != NetOps.LINEAR_CROSS_ENTROPY) {
      return 0;
    }
    long rows = Math.min(n.attrs.longAt(0), n.inputs.get(0).size(0));
    return rows * n.inputs.get(1).size(0) * n.inputs.get(0).dtype().bytes();
  }

  /**
   * @param carries states at the starts of chunks and at the end, {@code [chunks + 1, B, N, D]}
   */
  private static long chunkOfStates(Node n, Tensor carries) {
    long tokens = Math.min(n.attrs.longAt(0), n.inputs.get(0).size(1));
    return tokens * carries.numel() / carries.size(0) * carries.dtype().bytes();
  }
}

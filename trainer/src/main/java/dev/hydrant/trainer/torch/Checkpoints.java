package dev.hydrant.trainer.torch;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Parts of an eager forward pass whose intermediate results are freed at once and computed again
 * when gradients are taken (Chen et al. 2016, arXiv 1604.06174). A part's results are cut from the
 * graph of what came before, so PyTorch's autograd runs through one part at a time, from the last.
 */
final class Checkpoints {
  private final EagerTorch torch;
  private final List<Part> parts = new ArrayList<>();
  private boolean inside;

  /**
   * A part that was run.
   *
   * @param x what went in, with the graph that led to it
   * @param out what came out, cut from that graph
   * @param draws of each random stream before it ran
   * @param scope that the results live in
   */
  private record Part(
      Function<Tensor, List<Tensor>> body,
      Tensor x,
      List<Tensor> out,
      Map<String, Integer> draws,
      Object scope) {}

  Checkpoints(EagerTorch torch) {
    this.torch = torch;
  }

  /** Runs a part; parts do not nest. */
  List<Tensor> run(Function<Tensor, List<Tensor>> body, Tensor x) {
    if (inside) {
      return body.apply(x);
    }
    Map<String, Integer> draws = torch.draws();
    List<Tensor> out = new ArrayList<>();
    inside = true;
    try (Scope s = torch.scope()) {
      torch.noGrad(() -> body.apply(x)).forEach(t -> out.add(s.keep(t.detach())));
    } finally {
      inside = false;
    }
    if (torch.records()) {
      out.forEach(torch::requireGradient);
      parts.add(new Part(body, x, List.copyOf(out), draws, torch.innermost()));
    }
    return out;
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Forgets the parts whose results a scope takes with it. */
  void close(Object scope) {
    parts.removeIf(p -> p.scope() == scope);
  }

  /** As {@link EagerTorch#gradients}, through all parts that were run. */
  List<Tensor> gradients(Script autograd, Tensor loss, List<Tensor> wrt) {
    List<Tensor> leaves = new ArrayList<>(wrt);
    parts.forEach(p -> leaves.addAll(p.out()));
    List<Tensor> sums = zeros(leaves);
    backward(autograd, List.of(loss), List.of(ones(loss)), leaves, sums);
    for (int k = parts.size() - 1; k >= 0; k--) {
      Part p = parts.get(k);
      int n = leaves.size() - p.out().size();
      List<Tensor> g = List.copyOf(sums.subList(n, leaves.size()));
      leaves.subList(n, leaves.size()).clear();
      sums.subList(n, sums.size()).clear();
      try (Scope s = torch.scope()) {
        again(autograd, p, g, leaves, sums);
      }
    }
    parts.clear();
    return sums;
  }

  private void again(
      Script autograd, Part p, List<Tensor> g, List<Tensor> leaves, List<Tensor> sums) {
    Tensor x = torch.requireGradient(torch.noGrad(p.x()::detach));
    List<Tensor> gx = zeros(List.of(x));
    List<Tensor> all = new ArrayList<>(leaves);
    List<Tensor> into = new ArrayList<>(sums);
    all.add(x);
    into.addAll(gx);
    Map<String, Integer> now = torch.draws();
    torch.draws(p.draws());
    inside = true;
    try {
      backward(autograd, p.body().apply(x), g, all, into);
    } finally {
      inside = false;
      torch.draws(now);
    }
    backward(autograd, List.of(p.x()), gx, leaves, sums);
  }

  private List<Tensor> zeros(List<Tensor> like) {
    List<Tensor> out = new ArrayList<>();
    like.forEach(t -> out.add(torch.noGrad(() -> torch.full(t.dtype(), 0, t.shape()))));
    return out;
  }

  private Tensor ones(Tensor like) {
    return torch.noGrad(() -> torch.full(like.dtype(), 1, like.shape()));
  }

  /** Adds the gradients of leaves to sums, given those of some results. */
  private static void backward(
      Script autograd, List<Tensor> roots, List<Tensor> g, List<Tensor> leaves, List<Tensor> sums) {
    JniUtils.setGradMode(true);
    autograd.call("backward", eager(roots), eager(g), eager(leaves), eager(sums)).close();
  }

  private static List<Tensor> eager(List<Tensor> tensors) {
    return tensors.stream().map(SlotTensor::resolve).toList();
  }
}

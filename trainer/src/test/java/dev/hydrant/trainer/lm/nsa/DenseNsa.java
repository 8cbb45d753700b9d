package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.nn.Rotary;
import dev.hydrant.trainer.torch.EagerTorch;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Native sparse attention as the paper defines it, under masks over all pairs of tokens: an
 * independent reference for one row. Nothing is gathered, and no query is worked off apart.
 */
final class DenseNsa {
  private static final double EPS = 1e-6;

  private final EagerTorch torch;
  private final NsaConfig c;
  private final Map<String, Parameter> w;

  DenseNsa(EagerTorch torch, NsaConfig config, Map<String, Parameter> weights) {
    this.torch = torch;
    this.c = config;
    this.w = weights;
  }

  /** x {@code [1, T, D]} and value embeddings of its shape → {@code [1, T, D]}. */
  Tensor forward(Tensor x, Tensor values, Rotary rotary) {
    int t = (int) x.size(1);
    Tensor q = heads(x.linear(w.get("q.weight"))).rmsNorm(EPS);
    Tensor turned = rotary.apply(q).transpose(1, 2);
    Tensor p = attention(q.transpose(1, 2), compressed("k", key(x, "cmp")).rmsNorm(EPS));
    Tensor cmp = p.matmul(compressed("v", value(x, "cmp", values)));
    Tensor slc =
        masked(
            turned,
            rotary.apply(key(x, "slc")).transpose(1, 2),
            value(x, "slc", values).transpose(1, 2),
            selected(p.toDoubles(), t, (int) p.size(3)));
    boolean[] near = new boolean[t * t];
    for (int i = 0; i < t; i++) {
      for (int j = Math.max(0, i - c.slidingWindowSize() + 1); j <= i; j++) {
        near[i * t + j] = true;
      }
    }
    Tensor win =
        masked(
            turned,
            rotary.apply(key(x, "win")).transpose(1, 2),
            value(x, "win", values).transpose(1, 2),
            mask(near, 1, t, t));
    Tensor g = heads(x.linear(w.get("gate.weight"), w.get("gate.bias")).sigmoid()).transpose(1, 2);
    Tensor y =
        cmp.mul(g.slice(3, 0, 1)).add(slc.mul(g.slice(3, 1, 2))).add(win.mul(g.slice(3, 2, 3)));
    return y.transpose(1, 2).view(x.shape()).linear(w.get("c_proj.weight"));
  }

  private Tensor heads(Tensor x) {
    return x.view(1, x.size(1), c.numHeads(), x.size(2) / c.numHeads());
  }

  private Tensor key(Tensor x, String branch) {
    return heads(x.linear(w.get("k_" + branch + ".weight"))).rmsNorm(EPS);
  }

  private Tensor value(Tensor x, String branch, Tensor values) {
    Tensor mix = w.get("lambdas");
    return heads(x.linear(w.get("v_" + branch + ".weight")))
        .mul(mix.select(0, 0))
        .add(heads(values).mul(mix.select(0, 1)));
  }

  /** Block after block, {@code [1, H, N, d]}, of x {@code [1, T, H, d]}. */
  private Tensor compressed(String which, Tensor x) {
    int l = c.compressBlockSize();
    List<Tensor> blocks = new ArrayList<>();
    for (long from = 0; from + l <= x.size(1); from += l) {
      Tensor own = x.slice(1, from, from + l).transpose(1, 2);
      Tensor joined = own.add(w.get("mlp_" + which + ".positions")).flatten(2, 3);
      Tensor hidden = joined.linear(w.get("mlp_" + which + ".fc.weight")).relu();
      blocks.add(hidden.mul(hidden).linear(w.get("mlp_" + which + ".proj.weight")));
    }
    return Torch.stack(blocks, 2);
  }

  /** {@code [1, H, T, N]}; zeros where no block is complete yet. */
  private Tensor attention(Tensor q, Tensor keys) {
    int t = (int) q.size(2);
    int n = (int) keys.size(2);
    boolean[] complete = new boolean[t * n];
    double[] any = new double[t];
    for (int i = 0; i < t; i++) {
      for (int j = 0; j < n; j++) {
        complete[i * n + j] = (j + 1) * c.compressBlockSize() - 1 <= i;
        any[i] = complete[i * n] ? 1 : 0;
      }
    }
    Tensor scores = q.matmul(keys.transpose(2, 3)).mul(c.attnScale());
    Tensor hidden = mask(complete, 1, t, n).logicalNot();
    return scores.maskedFill(hidden, -1e9).softmax(-1).mul(torch.tensor(any, t, 1));
  }

  /** {@code [H, T, T]}: the tokens of the chosen blocks and of the own one. */
  private Tensor selected(double[] p, int t, int n) {
    int size = c.selectionBlockSize();
    boolean[] seen = new boolean[c.numHeads() * t * t];
    for (int h = 0; h < c.numHeads(); h++) {
      for (int i = 0; i < t; i++) {
        int row = (h * t + i) * n;
        double[] importance = new double[i / size];
        for (int j = 0; j < n; j++) {
          int block = j * c.compressBlockSize() / size;
          if (block < importance.length) {
            importance[block] += p[row + j];
          }
        }
        List<Integer> chosen = new ArrayList<>(List.of(i / size));
        IntStream.range(0, importance.length)
            .boxed()
            .sorted(Comparator.comparingDouble(b -> -importance[b]))
            .limit(c.numSelectedBlocks())
            .forEach(chosen::add);
        for (int block : chosen) {
          for (int j = block * size; j < Math.min((block + 1) * size, i + 1); j++) {
            seen[(h * t + i) * t + j] = true;
          }
        }
      }
    }
    return mask(seen, c.numHeads(), t, t);
  }

  private Tensor mask(boolean[] seen, long... shape) {
    return torch
        .tensor(IntStream.range(0, seen.length).mapToLong(i -> seen[i] ? 1 : 0).toArray(), shape)
        .gt(0);
  }

  private Tensor masked(Tensor q, Tensor k, Tensor v, Tensor seen) {
    Tensor scores = q.matmul(k.transpose(2, 3)).mul(c.attnScale());
    return scores.maskedFill(seen.logicalNot(), -1e9).softmax(-1).matmul(v);
  }
}

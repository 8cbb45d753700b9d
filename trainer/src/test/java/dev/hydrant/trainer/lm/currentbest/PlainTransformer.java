package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.trainer.nn.Parameter;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A pre-norm transformer with rotary attention and relu², in loops over arrays and nothing else: an
 * independent reference.
 */
final class PlainTransformer {
  private PlainTransformer() {}

  static double[] logits(CurrentBest model, long[] ids, CurrentBestConfig c) {
    Map<String, double[]> w =
        model.parameters().stream()
            .collect(Collectors.toMap(Parameter::name, Parameter::toDoubles));
    int d = c.modelDim();
    double[][] x = new double[ids.length][];
    for (int t = 0; t < ids.length; t++) {
      x[t] = norm(rows(w.get("trunk.embed.weight"), (int) ids[t], d), 0, d);
    }
    for (int l = 0; l < c.numLayers(); l++) {
      String block = "trunk.blocks." + l + ".";
      attention(x, w.get(block + "attn.qkv_w"), w.get(block + "attn.c_proj.weight"), c);
      for (double[] row : x) {
        double[] hidden = times(w.get(block + "mlp.c_fc.weight"), norm(row, 0, d), 0, 4 * d);
        for (int i = 0; i < hidden.length; i++) {
          hidden[i] = Math.pow(Math.max(0, hidden[i]), 2);
        }
        plus(row, times(w.get(block + "mlp.c_proj.weight"), hidden, 0, d));
      }
    }
    double[] out = new double[ids.length * c.paddedVocabSize()];
    for (int t = 0; t < ids.length; t++) {
      double[] z = times(w.get("lm_head.weight"), norm(x[t], 0, d), 0, c.paddedVocabSize());
      System.arraycopy(z, 0, out, t * z.length, z.length);
    }
    return out;
  }

  private static void attention(double[][] x, double[] qkv, double[] proj, CurrentBestConfig c) {
    int d = c.modelDim();
    int n = c.headDim();
    double[][] seen = new double[x.length][d];
    for (int head = 0; head < c.numHeads(); head++) {
      double[][] q = new double[x.length][];
      double[][] k = new double[x.length][];
      double[][] v = new double[x.length][];
      for (int t = 0; t < x.length; t++) {
        double[] z = norm(x[t], 0, d);
        q[t] = turned(norm(times(qkv, z, head * n, n), 0, n), t, c);
        k[t] = turned(norm(times(qkv, z, d + head * n, n), 0, n), t, c);
        v[t] = times(qkv, z, 2 * d + head * n, n);
      }
      for (int i = 0; i < x.length; i++) {
        double total = 0;
        double[] p = new double[i + 1];
        for (int j = 0; j <= i; j++) {
          double score = 0;
          for (int e = 0; e < n; e++) {
            score += q[i][e] * k[j][e];
          }
          p[j] = Math.exp(0.12 * score);
          total += p[j];
        }
        for (int j = 0; j <= i; j++) {
          for (int e = 0; e < n; e++) {
            seen[i][head * n + e] += p[j] / total * v[j][e];
          }
        }
      }
    }
    for (int t = 0; t < x.length; t++) {
      plus(x[t], times(proj, seen[t], 0, d));
    }
  }

  /** Rotated clockwise; the second half of the pairs stays. */
  private static double[] turned(double[] z, int t, CurrentBestConfig c) {
    double[] out = z.clone();
    int half = z.length / 2;
    int quarter = z.length / 4;
    for (int j = 0; j < quarter; j++) {
      double f = quarter == 1 ? 1 : Math.pow(c.ropeBase(), -(double) j / (quarter - 1));
      out[j] = z[j] * Math.cos(t * f) + z[j + half] * Math.sin(t * f);
      out[j + half] = -z[j] * Math.sin(t * f) + z[j + half] * Math.cos(t * f);
    }
    return out;
  }

  private static double[] norm(double[] x, int from, int n) {
    double squares = 0;
    for (int i = 0; i < n; i++) {
      squares += x[from + i] * x[from + i];
    }
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      out[i] = x[from + i] / Math.sqrt(squares / n + 1e-6);
    }
    return out;
  }

  /** Rows {@code first … first + n − 1} of a matrix times x. */
  private static double[] times(double[] matrix, double[] x, int first, int n) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < x.length; j++) {
        out[i] += matrix[(first + i) * x.length + j] * x[j];
      }
    }
    return out;
  }

  private static double[] rows(double[] table, int row, int d) {
    return java.util.Arrays.copyOfRange(table, row * d, (row + 1) * d);
  }

  private static void plus(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      x[i] += y[i];
    }
  }
}

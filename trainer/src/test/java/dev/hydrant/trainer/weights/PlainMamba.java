package dev.hydrant.trainer.weights;

import java.util.function.DoubleUnaryOperator;

/**
 * MambaForCausalLM in plain loops, straight from the tensors that Hugging Face names: one token
 * after the other, with {@code W [out, in]} in all linear layers.
 *
 * @param act behind the convolution; the gate's is silu, as that class of transformers 5.18 has it,
 *     and the paper
 */
record PlainMamba(
    Stored w,
    int d,
    int inner,
    int states,
    int rank,
    int taps,
    int layers,
    DoubleUnaryOperator act) {

  /** Logits {@code [T][V]}. */
  double[][] logits(int... ids) {
    double[] table = w.get("backbone.embeddings.weight");
    double[][] x = new double[ids.length][d];
    for (int t = 0; t < ids.length; t++) {
      System.arraycopy(table, ids[t] * d, x[t], 0, d);
    }
    for (int l = 0; l < layers; l++) {
      String name = "backbone.layers." + l + ".";
      double[][] mixed = mix(norm(x, name + "norm.weight"), name + "mixer.");
      for (int t = 0; t < x.length; t++) {
        for (int i = 0; i < d; i++) {
          x[t][i] += mixed[t][i];
        }
      }
    }
    double[][] y = norm(x, "backbone.norm_f.weight");
    double[][] out = new double[ids.length][];
    for (int t = 0; t < ids.length; t++) {
      out[t] = linear(y[t], table, table.length / d);
    }
    return out;
  }

  private double[][] norm(double[][] x, String name) {
    double[] weight = w.get(name);
    double[][] y = new double[x.length][d];
    for (int t = 0; t < x.length; t++) {
      double square = 0;
      for (double v : x[t]) {
        square += v * v / d;
      }
      for (int i = 0; i < d; i++) {
        y[t][i] = x[t][i] / Math.sqrt(square + 1e-5) * weight[i];
      }
    }
    return y;
  }

  private static double[] linear(double[] x, double[] weight, int out) {
    double[] y = new double[out];
    for (int o = 0; o < out; o++) {
      for (int i = 0; i < x.length; i++) {
        y[o] += weight[o * x.length + i] * x[i];
      }
    }
    return y;
  }

  static double silu(double v) {
    return v / (1 + Math.exp(-v));
  }

  private double[][] mix(double[][] x, String name) {
    double[] conv = w.get(name + "conv1d.weight");
    double[] convBias = w.get(name + "conv1d.bias");
    double[] stepBias = w.get(name + "dt_proj.bias");
    double[] aLog = w.get(name + "A_log");
    double[] skip = w.get(name + "D");
    double[][] in = new double[x.length][];
    double[][] state = new double[inner][states];
    double[][] out = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      in[t] = linear(x[t], w.get(name + "in_proj.weight"), 2 * inner);
      double[] u = new double[inner];
      for (int c = 0; c < inner; c++) {
        double sum = convBias[c];
        for (int j = 0; j < taps; j++) {
          int at = t - taps + 1 + j;
          sum += at < 0 ? 0 : conv[c * taps + j] * in[at][c];
        }
        u[c] = act.applyAsDouble(sum);
      }
      double[] dbc = linear(u, w.get(name + "x_proj.weight"), rank + 2 * states);
      double[] low = java.util.Arrays.copyOf(dbc, rank);
      double[] step = linear(low, w.get(name + "dt_proj.weight"), inner);
      double[] gated = new double[inner];
      for (int c = 0; c < inner; c++) {
        double dt = Math.log1p(Math.exp(step[c] + stepBias[c]));
        double y = skip[c] * u[c];
        for (int n = 0; n < states; n++) {
          double decay = Math.exp(-dt * Math.exp(aLog[c * states + n]));
          state[c][n] = decay * state[c][n] + dt * u[c] * dbc[rank + n];
          y += state[c][n] * dbc[rank + states + n];
        }
        gated[c] = y * silu(in[t][inner + c]);
      }
      out[t] = linear(gated, w.get(name + "out_proj.weight"), d);
    }
    return out;
  }
}

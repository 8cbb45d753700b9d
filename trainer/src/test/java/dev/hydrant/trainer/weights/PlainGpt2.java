package dev.hydrant.trainer.weights;

/**
 * GPT2LMHeadModel in plain loops, straight from the tensors that Hugging Face names: {@code Conv1D}
 * computes {@code x · W + b} with {@code W [in, out]}.
 */
record PlainGpt2(Stored w, int d, int heads, int layers) {

  /** Logits {@code [T][V]}. */
  double[][] logits(int... ids) {
    double[] wte = w.get("transformer.wte.weight");
    double[] wpe = w.get("transformer.wpe.weight");
    double[][] x = new double[ids.length][d];
    for (int t = 0; t < ids.length; t++) {
      for (int i = 0; i < d; i++) {
        x[t][i] = wte[ids[t] * d + i] + wpe[t * d + i];
      }
    }
    for (int l = 0; l < layers; l++) {
      String h = "transformer.h." + l + ".";
      add(x, conv1d(attend(conv1d(norm(x, h + "ln_1"), h + "attn.c_attn")), h + "attn.c_proj"));
      double[][] m = conv1d(norm(x, h + "ln_2"), h + "mlp.c_fc");
      for (double[] row : m) {
        for (int i = 0; i < row.length; i++) {
          double v = row[i];
          double inner = Math.sqrt(2 / Math.PI) * (v + 0.044715 * v * v * v);
          row[i] = 0.5 * v * (1 + Math.tanh(inner));
        }
      }
      add(x, conv1d(m, h + "mlp.c_proj"));
    }
    x = norm(x, "transformer.ln_f");
    int vocabulary = wte.length / d;
    double[][] out = new double[ids.length][vocabulary];
    for (int t = 0; t < ids.length; t++) {
      for (int v = 0; v < vocabulary; v++) {
        for (int i = 0; i < d; i++) {
          out[t][v] += x[t][i] * wte[v * d + i];
        }
      }
    }
    return out;
  }

  private static void add(double[][] x, double[][] y) {
    for (int t = 0; t < x.length; t++) {
      for (int i = 0; i < x[t].length; i++) {
        x[t][i] += y[t][i];
      }
    }
  }

  private double[][] norm(double[][] x, String name) {
    double[] weight = w.get(name + ".weight");
    double[] bias = w.get(name + ".bias");
    double[][] y = new double[x.length][d];
    for (int t = 0; t < x.length; t++) {
      double mean = 0;
      double square = 0;
      for (double v : x[t]) {
        mean += v / d;
      }
      for (double v : x[t]) {
        square += (v - mean) * (v - mean) / d;
      }
      for (int i = 0; i < d; i++) {
        y[t][i] = (x[t][i] - mean) / Math.sqrt(square + 1e-5) * weight[i] + bias[i];
      }
    }
    return y;
  }

  private double[][] conv1d(double[][] x, String name) {
    double[] weight = w.get(name + ".weight");
    double[] bias = w.get(name + ".bias");
    int in = x[0].length;
    int out = bias.length;
    double[][] y = new double[x.length][];
    for (int t = 0; t < x.length; t++) {
      y[t] = bias.clone();
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          y[t][o] += x[t][i] * weight[i * out + o];
        }
      }
    }
    return y;
  }

  private double[][] attend(double[][] qkv) {
    int size = d / heads;
    double[][] out = new double[qkv.length][d];
    for (int t = 0; t < qkv.length; t++) {
      for (int h = 0; h < heads; h++) {
        double[] p = new double[t + 1];
        double sum = 0;
        for (int s = 0; s <= t; s++) {
          double dot = 0;
          for (int i = 0; i < size; i++) {
            dot += qkv[t][h * size + i] * qkv[s][d + h * size + i];
          }
          p[s] = Math.exp(dot / Math.sqrt(size));
          sum += p[s];
        }
        for (int s = 0; s <= t; s++) {
          for (int i = 0; i < size; i++) {
            out[t][h * size + i] += p[s] / sum * qkv[s][2 * d + h * size + i];
          }
        }
      }
    }
    return out;
  }
}

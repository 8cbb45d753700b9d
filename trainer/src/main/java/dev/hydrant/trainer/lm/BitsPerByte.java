package dev.hydrant.trainer.lm;

import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Judges models of different tokens by the same measure: the bits they need for a byte of text. The
 * bytes are those of the tokens that were predicted; ids that are no text, such as the one that
 * opens a document, have none, but what is lost on them counts.
 */
public enum BitsPerByte {
  /** The ids of GPT-2's vocabulary. */
  GPT2(Unit.GPT2, 50257),
  /** Bytes of UTF-8 and special ids behind them. */
  BYTES(Unit.BYTES, 256);

  /** Name of the mean bytes of a predicted token among the parts of an {@link Objective}. */
  public static final String BYTES_PER_TOKEN = "bytes_per_token";

  private final Unit unit;
  private final int ids;
  private double[] bytes;

  /**
   * @param ids those from here on are no text
   */
  BitsPerByte(Unit unit, int ids) {
    this.unit = unit;
    this.ids = ids;
  }

  /** Bytes of each id, and none for all ids beyond, {@code [ids + 1]}. */
  private synchronized double[] bytes() {
    if (bytes == null) {
      bytes = new double[ids + 1];
      for (int id = 0; id < ids; id++) {
        bytes[id] = unit.decode(id).length;
      }
    }
    return bytes;
  }

  private Tensor meanBytes(Tensor predicted, int ignored) {
    Tensor all = predicted.contiguous().view(-1);
    Tensor table = predicted.torch().tensor(bytes(), ids + 1);
    Tensor counted = all.ne(ignored).to(table.dtype()).sum();
    return table.indexSelect(0, all.clamp(0, ids)).sum().div(counted);
  }

  /**
   * Adds the mean bytes of the predicted tokens to what a validation reports.
   *
   * @param predicted ids that the loss is about {@code [...]}
   */
  public Objective on(Objective objective, Tensor predicted, Phase phase) {
    return on(objective, predicted, phase, -1);
  }

  /**
   * As above, where predictions of one id do not count in the loss.
   *
   * @param ignored that id, which is no text
   */
  public Objective on(Objective objective, Tensor predicted, Phase phase, int ignored) {
    return phase == Phase.TRAIN
        ? objective
        : objective.metric(BYTES_PER_TOKEN, meanBytes(predicted, ignored));
  }

  /**
   * What follows from the mean loss of a token in nats: {@code perplexity} and, where there is
   * text, {@code bits_per_byte}.
   *
   * @param means of a validation
   */
  public static Map<String, Double> derived(Map<String, Double> means) {
    return derived(means, "loss", "");
  }

  /**
   * As {@link #derived(Map)}, of another part of the objective.
   *
   * @param part its name
   * @param suffix of the derived names
   */
  public static Map<String, Double> derived(Map<String, Double> means, String part, String suffix) {
    Map<String, Double> out = new LinkedHashMap<>();
    double nats = means.get(part);
    out.put("perplexity" + suffix, Math.exp(nats));
    double bytes = means.getOrDefault(BYTES_PER_TOKEN, 0.0);
    if (bytes > 0) {
      out.put("bits_per_byte" + suffix, nats / Math.log(2) / bytes);
    }
    return out;
  }
}

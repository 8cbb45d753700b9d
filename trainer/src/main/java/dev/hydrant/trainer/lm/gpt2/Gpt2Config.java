package dev.hydrant.trainer.lm.gpt2;

/**
 * The shape of a GPT-2.
 *
 * @param vocabSize number of tokens V
 * @param nCtx longest sequence
 * @param dModel width D
 * @param numHeads attention heads
 * @param nLayers blocks
 * @param dMult width of the MLP in units of D
 * @param isCausal whether a position sees only those before it
 */
public record Gpt2Config(
    int vocabSize, int nCtx, int dModel, int numHeads, int nLayers, int dMult, boolean isCausal) {

  /** The sizes of GPT-2 small, with six heads. */
  public static Gpt2Config defaults() {
    return new Gpt2Config(50257, 1024, 768, 6, 12, 4, true);
  }
}

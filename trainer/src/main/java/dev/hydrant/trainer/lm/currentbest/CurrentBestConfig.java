package dev.hydrant.trainer.lm.currentbest;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.ModelSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shape of a {@link CurrentBest}; also the trunk of the models built on it. */
public record CurrentBestConfig(
    @Doc("Number of tokens V; the output has the next multiple of 128.")
        @Default("50257")
        @Range(min = 1)
        int vocabSize,
    @Doc("Blocks L.") @Alias("n_layers") @Default("12") @Range(min = 1) int numLayers,
    @Doc("Attention heads; a head has a multiple of 4 coordinates.")
        @Alias("n_heads")
        @Default("6")
        @Range(min = 1)
        int numHeads,
    @Doc("Width D.") @Alias("d_model") @Default("768") @Range(min = 4) int modelDim,
    @Doc("Length of the rows a batch is cut to.") @Default("65536") @Range(min = 1) int nCtx,
    @Doc("Factor of the attention scores, in place of 1/√d.") @Default("0.12") @Range(above = 0)
        double attnScale,
    @Doc("Logits are limited to ±this by tanh; 0 for no limit.") @Default("15") @Range(min = 0)
        double softcap,
    @Doc("The block without attention, from 0; −1 for none.") @Default("7") @Range(min = -1)
        int skipAttnLayer,
    @Doc("Base of the rotary frequencies.") @Default("1024") @Range(above = 1) double ropeBase,
    @Doc("Value embeddings at either end; no more than half of the blocks have one.")
        @Default("3")
        @Range(min = 0)
        int numValueEmbeds,
    @Doc("The id that opens a document; no position sees another document.")
        @Default("50256")
        @Range(min = 0)
        int eosId,
    @Doc(
            "Tokens a position sees back, in whole blocks; half as many in short-sighted layers."
                + " Absent: grows from one block to 1792 in the course of training.")
        @Range(min = 1)
        Optional<Integer> windowTokens,
    @Doc("Tokens of a block of the attention window.") @Default("128") @Range(min = 1)
        int blockSize,
    @Doc("8-bit products; not available.") @Default("false") boolean useFp8) {

  /** Top-level keys that stand in for absent ones. */
  public static final Map<String, String> FALLBACKS =
      Map.of(
          "num_layers", "num_layers",
          "model_dim", "model_dim",
          "num_heads", "num_heads",
          "n_ctx", "seq_len",
          "block_size", "BLOCK_SIZE");

  /** A few hundred parameters of any model with this trunk. */
  public static final List<String> TINY =
      ModelSizes.ofModel("vocab_size=61 num_layers=2 model_dim=8 num_heads=2 eos_id=60");

  private static final int PADDING = 128;

  @Check("num_heads must divide model_dim into heads of a multiple of 4")
  boolean headsDivideWidth() {
    return modelDim % numHeads == 0 && modelDim / numHeads % 4 == 0;
  }

  @Check("use_fp8 is not available here; leave it false")
  boolean hasNoFp8() {
    return !useFp8;
  }

  /** Rows of the output matrix. */
  public int paddedVocabSize() {
    return (vocabSize + PADDING - 1) / PADDING * PADDING;
  }

  /** Coordinates of a head. */
  public int headDim() {
    return modelDim / numHeads;
  }

  /** Angles per position: half of the pairs turn, clockwise, and the others stand still. */
  public double[] rotaryFrequencies() {
    int quarter = headDim() / 4;
    double[] frequencies = new double[2 * quarter];
    for (int j = 0; j < quarter; j++) {
      double at = quarter == 1 ? 0 : (double) j / (quarter - 1);
      frequencies[j] = -Math.pow(ropeBase, -at);
    }
    return frequencies;
  }

  /** Number of value embedding tables, m. */
  int valueTables() {
    return Math.min(numValueEmbeds, numLayers / 2);
  }

  /** Which value table block i uses; −1 for none. */
  int valueTable(int i) {
    int m = valueTables();
    return i < m ? i : i >= numLayers - m ? i - (numLayers - m) : -1;
  }

  /** Whether block i looks back a whole window, rather than half of one. */
  boolean seesFar(int i) {
    int half = numLayers / 2;
    int mirrored = i < half ? i : 2 * half - 1 - i;
    return mirrored >= 0 && mirrored % 4 == 0;
  }

  /** Whether block i has attention. */
  boolean hasAttention(int i) {
    return i != skipAttnLayer;
  }

  /** Number of blocks with attention. */
  public int attentions() {
    return numLayers - (skipAttnLayer >= 0 && skipAttnLayer < numLayers ? 1 : 0);
  }

  /** Floating-point operations of a token in training: products of matrices, and attention. */
  public double flopsPerToken(int heads) {
    double d = modelDim;
    long attentions = attentions();
    double matrices = 8.0 * numLayers * d * d + 4.0 * attentions * d * d;
    return 6 * (matrices + heads * paddedVocabSize() * d) + attentions * attentionFlopsPerToken();
  }

  /** That of one attention alone. */
  public double attentionFlopsPerToken() {
    return 12.0 * Math.min(nCtx, windowTokens.orElse(AttentionWindow.LONGEST)) * modelDim;
  }
}

package dev.hydrant.trainer.lm.ngpt;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import java.util.Optional;

/** The shape of an {@link Ngpt}. */
public record NgptConfig(
    @Doc("Number of tokens V; both tables have the next multiple of 128.")
        @Default("50257")
        @Range(min = 1)
        int vocabSize,
    @Doc("Blocks L.") @Alias("n_layers") @Default("12") @Range(min = 1) int numLayers,
    @Doc("Attention heads; a head has an even number of coordinates.")
        @Alias("n_heads")
        @Default("6")
        @Range(min = 1)
        int numHeads,
    @Doc("Width D.") @Alias("d_model") @Default("768") @Range(min = 2) int modelDim,
    @Doc("Length of the rows a batch is cut to.") @Default("1024") @Range(min = 1) int nCtx,
    @Doc("First step towards the output of attention and of the MLP.")
        @Default("0.05")
        @Range(above = 0)
        double alphaInit,
    @Doc("Size at which these steps are stored and learned; absent: 1/√D.") @Range(above = 0)
        Optional<Double> alphaScale,
    @Doc("First factor of queries and keys.") @Default("1") @Range(above = 0) double sqkInit,
    @Doc("Size at which that factor is stored; absent: 1/√D.") @Range(above = 0)
        Optional<Double> sqkScale,
    @Doc("First factor of the MLP's hidden values.") @Default("1") @Range(above = 0) double suvInit,
    @Doc("Size at which that factor is stored.") @Default("1") @Range(above = 0) double suvScale,
    @Doc("First factor of the logits.") @Default("1") @Range(above = 0) double szInit,
    @Doc("Size at which that factor is stored; absent: 1/√D.") @Range(above = 0)
        Optional<Double> szScale,
    @Doc("Base of the rotary frequencies.") @Default("10000") @Range(above = 1) double ropeBase,
    @Doc("Whether the output uses the token table.") @Default("false") boolean tieEmbeddings,
    @Doc("8-bit products; not available.") @Default("false") boolean useFp8) {

  private static final int PADDING = 128;

  @Check("num_heads must divide model_dim into heads of an even size")
  boolean headsDivideWidth() {
    return modelDim % numHeads == 0 && modelDim / numHeads % 2 == 0;
  }

  @Check("use_fp8 is not available here; leave it false")
  boolean hasNoFp8() {
    return !useFp8;
  }

  /** Rows of the two tables. */
  int paddedVocabSize() {
    return (vocabSize + PADDING - 1) / PADDING * PADDING;
  }

  int headDim() {
    return modelDim / numHeads;
  }

  /** 1/√D, the length of a coordinate of a unit vector. */
  double unit() {
    return 1 / Math.sqrt(modelDim);
  }
}

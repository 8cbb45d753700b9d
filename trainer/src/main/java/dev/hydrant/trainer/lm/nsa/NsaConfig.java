package dev.hydrant.trainer.lm.nsa;

import dev.hydrant.config.schema.Alias;
import dev.hydrant.config.schema.Check;
import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.lm.currentbest.CurrentBestConfig;
import java.util.Optional;

/** The shape of a transformer with native sparse attention. */
public record NsaConfig(
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
    @Doc("Length of the rows a batch is cut to.") @Default("1024") @Range(min = 1) int nCtx,
    @Doc("Tokens of the sliding window, the position itself included.")
        @Default("32")
        @Range(min = 1)
        int slidingWindowSize,
    @Doc("Tokens that are compressed into one.") @Default("4") @Range(min = 1)
        int compressBlockSize,
    @Doc("Tokens of a block that is selected as a whole; a multiple of compress_block_size.")
        @Default("4")
        @Range(min = 1)
        int selectionBlockSize,
    @Doc("Blocks selected beside the position's own.") @Default("4") @Range(min = 0)
        int numSelectedBlocks,
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
        int numValueEmbeds) {

  @Check("num_heads must divide model_dim into heads of a multiple of 4")
  boolean headsDivideWidth() {
    return modelDim % numHeads == 0 && modelDim / numHeads % 4 == 0;
  }

  @Check("compress_block_size must divide selection_block_size")
  boolean selectedBlocksAreWhole() {
    return selectionBlockSize % compressBlockSize == 0;
  }

  /** The sizes of the trunk. */
  CurrentBestConfig trunk() {
    return new CurrentBestConfig(
        vocabSize,
        numLayers,
        numHeads,
        modelDim,
        nCtx,
        attnScale,
        softcap,
        skipAttnLayer,
        ropeBase,
        numValueEmbeds,
        0,
        Optional.empty(),
        1,
        false);
  }

  /** The same with other sizes where they are given. */
  NsaConfig with(NsaOverrides o) {
    return new NsaConfig(
        vocabSize,
        numLayers,
        numHeads,
        modelDim,
        nCtx,
        o.slidingWindowSize().orElse(slidingWindowSize),
        o.compressBlockSize().orElse(compressBlockSize),
        o.selectionBlockSize().orElse(selectionBlockSize),
        o.numSelectedBlocks().orElse(numSelectedBlocks),
        attnScale,
        softcap,
        skipAttnLayer,
        ropeBase,
        numValueEmbeds);
  }
}

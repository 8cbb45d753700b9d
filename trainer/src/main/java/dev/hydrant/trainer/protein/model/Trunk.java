package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.nn.Embedding;
import dev.hydrant.trainer.nn.Init;
import dev.hydrant.trainer.nn.Linear;
import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.MaskingSection;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.config.OdysseyConfig;
import dev.hydrant.trainer.protein.config.Style;
import dev.hydrant.trainer.protein.nn.BlockShape;
import dev.hydrant.trainer.protein.nn.Blocks;
import dev.hydrant.trainer.protein.nn.Norm;
import dev.hydrant.trainer.protein.nn.Pass;
import dev.hydrant.trainer.protein.nn.TimeEmbedding;
import dev.hydrant.trainer.protein.tokens.SequenceVocabulary;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import java.util.List;

/**
 * A transformer over two tracks, residues and structure tokens, that fills in what is masked. The
 * tokens come from a finished encoder, which is a frozen part of it.
 */
public final class Trunk extends Module implements ProteinNetwork {
  private final ModelSection config;
  private final LossSection lossConfig;
  private final boolean diffusion;
  private final boolean cleanTokens;
  private final StructureEncoder encoder;
  private final Embedding seqEmbed;
  private final Embedding structEmbed;
  private final TimeEmbedding timeEmbed;
  private final Blocks blocks;
  private final Norm finalNorm;
  private final Linear seqLogits;
  private final Linear structLogits;

  public Trunk(OdysseyConfig whole, EncoderShape shape) {
    config = whole.model();
    lossConfig = whole.loss();
    diffusion = config.style() == Style.DISCRETE_DIFFUSION;
    cleanTokens = whole.masking().tokenizeFrom() == MaskingSection.TokenizeFrom.CLEAN;
    encoder = part("encoder", new StructureEncoder(shape, 0));
    encoder.freeze();
    long d = config.dModel();
    long codes = encoder.fsq().count() + 5L;
    boolean timed = config.hasTime();
    seqEmbed = part("seq_embed", new Embedding(SequenceVocabulary.SIZE, d, Init.normal(1)));
    structEmbed = part("struct_embed", new Embedding(codes, d, Init.normal(1)));
    timeEmbed = timed ? part("time_embed", new TimeEmbedding(d)) : null;
    blocks =
        part(
            "layers",
            new Blocks(
                config.blockType(),
                new BlockShape(
                    d,
                    config.nHeads(),
                    config.nLayers(),
                    config.maxLen(),
                    config.dropout(),
                    config.ffMult(),
                    timed),
                EncoderShape.consensus(config)));
    finalNorm = part("final_norm", Norm.of(d, timed));
    seqLogits = part("seq_logits", new Linear(d, SequenceVocabulary.SIZE, true));
    structLogits = part("struct_logits", new Linear(d, codes, true));
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public StructureEncoder encoder() {
    return encoder;
  }

  /** Structure tokens INT64 {@code [B, L]}: codes of all residues, special ids elsewhere. */
  public Tensor tokens(Tracks tracks) {
    return tokens(tracks, tracks.real());
  }

  /** Those of the residues seen. */
  private Tensor tokens(Tracks tracks, Tensor seen) {
    Tensor special =
        tracks.sequence().add(encoder.fsq().count() - SequenceVocabulary.PAD); // same order
    return encoder.encode(tracks, seen).tokens().where(tracks.real(), special);
  }

  /**
   * States behind the last norm.
   *
   * @param sequence INT64 {@code [B, L]}, masks included
   * @param structure INT64 {@code [B, L]}, masks included
   */
  private Tensor states(Tensor sequence, Tensor structure, Tracks tracks, boolean training) {
    Tensor seen = tracks.seen();
    Pass pass =
        new Pass(
            config.maskPadKeys() ? tracks.present() : null,
            StructureEncoder.frames(config.blockType(), tracks.coordinatesOf(seen), seen),
            timeEmbed == null ? null : timeEmbed.forward(tracks.time()),
            training,
            null);
    Tensor x = seqEmbed.forward(sequence).add(structEmbed.forward(structure));
    return finalNorm.forward(blocks.forward(x, pass), pass);
  }

  /**
   * Scores of all ids at all positions.
   *
   * @param sequence {@code [B, L, 30]}
   * @param structure {@code [B, L, codes + 5]}
   */
  public record Logits(Tensor sequence, Tensor structure) {}

  /** Guesses of masked tracks, for generation: ids INT64 {@code [B, L]} with masks in them. */
  public Logits logits(Tensor sequence, Tensor structure, Tracks tracks) {
    Tensor states = states(sequence, structure, tracks, false);
    return new Logits(seqLogits.forward(states), structLogits.forward(states));
  }

  /** The two tracks of a batch with their logits. */
  private record Guesses(Track sequence, LogitRows seq, Track structure, LogitRows struct) {}

  private Guesses guesses(Tracks tracks, boolean training) {
    Track sequence =
        new Track(
            "seq",
            SequenceVocabulary.CONTENT,
            tracks.sequence(),
            tracks.realSequence(),
            tracks.maskedSequence());
    Track structure =
        new Track(
            "struct",
            encoder.fsq().count(),
            tokens(tracks, tracks.real()),
            tracks.real(),
            tracks.masked());
    Tensor read =
        cleanTokens
            ? structure.input()
            : tokens(tracks, tracks.seen()).maskedFill(tracks.masked(), structure.mask());
    Tensor states = states(sequence.input(), read, tracks, training);
    return new Guesses(
        sequence, LogitRows.of(states, seqLogits), structure, LogitRows.of(states, structLogits));
  }

  /** How well the masked positions of a batch are guessed: residues, then structure tokens. */
  public List<TrackScore> scores(Tracks tracks) {
    Guesses g = guesses(tracks, false);
    return List.of(TrackScore.of(g.seq, g.sequence), TrackScore.of(g.struct, g.structure));
  }

  @Override
  public Objective loss(Tracks tracks, Phase phase) {
    boolean training = phase == Phase.TRAIN;
    Guesses g = guesses(tracks, training);
    Tensor seqLoss = lossOf(g.seq, g.sequence, tracks);
    Tensor structLoss = lossOf(g.struct, g.structure, tracks);
    LossSection.Weights weights = lossConfig.weightsOrOnes();
    Objective objective =
        new Objective(seqLoss.mul(weights.sequence()).add(structLoss.mul(weights.structure())));
    objective.metric("loss_seq", seqLoss).metric("loss_struct", structLoss);
    if (!training) {
      accuracy(objective, g.seq, g.sequence);
      accuracy(objective, g.struct, g.structure);
    }
    return objective;
  }

  private MaskedCrossEntropy crossEntropy() {
    return new MaskedCrossEntropy(
        lossConfig.lossElements().orElse(LossSection.LossElements.MASKED));
  }

  private Tensor lossOf(LogitRows logits, Track track, Tracks tracks) {
    if (diffusion) {
      return new ScoreEntropy(lossConfig).of(logits, track, tracks.noise(), tracks.rate());
    }
    Tensor isThere = tracks.present().any(1).to(logits.rows().dtype());
    return crossEntropy().of(logits, track, isThere);
  }

  /** The share of selected positions whose best residue or code is the true one. */
  private void accuracy(Objective objective, LogitRows logits, Track track) {
    Tensor selected = crossEntropy().selected(track);
    Tensor best = logits.logits(track.content()).argmax(-1).view(selected.shape());
    Tensor right = best.eq(track.ids()).logicalAnd(selected);
    objective.ratio(
        track.name() + "_acc",
        right.to(logits.rows().dtype()).sum(),
        selected.to(logits.rows().dtype()).sum());
  }
}

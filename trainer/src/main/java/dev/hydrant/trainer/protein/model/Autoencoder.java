package dev.hydrant.trainer.protein.model;

import dev.hydrant.trainer.nn.Module;
import dev.hydrant.trainer.nn.Parameter;
import dev.hydrant.trainer.protein.config.BlockType;
import dev.hydrant.trainer.protein.config.LossSection;
import dev.hydrant.trainer.protein.config.ModelSection;
import dev.hydrant.trainer.protein.nn.BlockShape;
import dev.hydrant.trainer.protein.nn.Frames;
import dev.hydrant.trainer.protein.nn.Pass;
import dev.hydrant.trainer.step.Objective;
import dev.hydrant.trainer.step.Phase;
import dev.hydrant.trainer.torch.Tensor;
import dev.hydrant.trainer.torch.Torch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stage 1 and stage 2: an encoder whose codes a decoder turns back into atoms. In stage 1 both
 * learn on N, CA and C. In stage 2 the encoder is finished, and the decoder of all 14 slots reads
 * the residues beside the codes.
 */
public final class Autoencoder extends Module implements ProteinNetwork {
  /** What is gathered of an evaluation: how often each token occurs. */
  public static final String TOKENS = "tokens";

  /** And the distance of each protein in Å; −1 for rows that are none. */
  public static final String RMSD = "rmsd_each";

  private static final int BACKBONE = 3;
  private static final int ALL_ATOMS = 14;
  private static final double IDS = 30;

  private final ModelSection config;
  private final LossSection lossConfig;
  private final StructureEncoder encoder;
  private final StructureDecoder decoder;
  private final boolean second;
  private final BlockType decoderType;

  private Autoencoder(ModelSection config, LossSection loss, EncoderShape shape, boolean second) {
    this.config = config;
    this.lossConfig = loss;
    this.second = second;
    encoder = part("encoder", new StructureEncoder(shape, second ? 0 : config.dropout()));
    if (second) {
      encoder.freeze();
    }
    boolean blind = config.blockType().isGeometric() && !config.decoderCoords();
    decoderType = blind ? BlockType.SELF_ATTENTION : config.blockType();
    int codes = encoder.fsq().dimensions();
    decoder =
        part(
            "decoder",
            new StructureDecoder(
                decoderType,
                new BlockShape(
                    config.dModel(),
                    config.nHeads(),
                    config.nLayers(),
                    config.maxLen(),
                    config.dropout(),
                    config.ffMult(),
                    false),
                EncoderShape.consensus(config),
                second ? codes + 1 : codes,
                config.fsq().orElseThrow().latentDim(),
                second ? ALL_ATOMS : BACKBONE));
  }

  /** Both parts, to be trained together. */
  public static Autoencoder stage1(ModelSection config, LossSection loss) {
    return new Autoencoder(config, loss, EncoderShape.of(config), false);
  }

  /** A decoder of all atoms for a finished encoder. */
  public static Autoencoder stage2(ModelSection config, LossSection loss, EncoderShape encoder) {
    return new Autoencoder(config, loss, encoder, true);
  }

  @Override
  public Module module() {
    return this;
  }

  @Override
  public StructureEncoder encoder() {
    return encoder;
  }

  /** Whether the decoder is shown coordinates, so that its error says nothing of the codes. */
  public boolean decoderSeesCoordinates() {
    return decoderType.isGeometric();
  }

  /**
   * What comes back.
   *
   * @param atoms {@code [B, L, A, 3]} in Å, A is 3 or 14
   * @param tokens INT64 {@code [B, L]}
   */
  public record Reconstruction(Tensor atoms, Tensor tokens) {}

  /** Encodes what may be seen and decodes it. */
  public Reconstruction reconstruct(Tracks tracks) {
    return reconstruct(tracks, false, null);
  }

  private Reconstruction reconstruct(
      Tracks tracks, boolean training, Map<Parameter, Tensor> updates) {
    Tensor seen = tracks.seen();
    Tensor coordinates = tracks.coordinatesOf(seen);
    Frames frames = encoder.frames(coordinates, seen);
    Tensor present = config.maskPadKeys() ? tracks.present() : null;
    Fsq.Quantized code =
        second
            ? encoder.encode(tracks, seen)
            : encoder.forward(coordinates, new Pass(present, frames, null, training, updates));
    Tensor codes = second ? withResidues(code.codes(), tracks.sequence(), seen) : code.codes();
    Frames shown = StructureEncoder.frames(decoderType, coordinates, seen);
    Pass pass = new Pass(present, shown, null, training, updates);
    return new Reconstruction(decoder.forward(codes, pass), code.tokens());
  }

  /**
   * The decoder alone, of chains without padding.
   *
   * @param tokens INT64 {@code [B, L]}; those where nothing is real count for nothing
   * @param sequence INT64 {@code [B, L]}, ids of residues; read in stage 2
   * @param real BOOL {@code [B, L]}, false at BOS and EOS
   * @return atoms {@code [B, L, A, 3]} in Å
   */
  public Tensor decode(Tensor tokens, Tensor sequence, Tensor real) {
    Tensor codes = encoder.fsq().codes(tokens);
    Tensor read =
        second
            ? withResidues(codes, sequence, real)
            : codes.mul(real.to(codes.dtype()).unsqueeze(-1));
    return decoder.forward(read, Pass.evaluation(null, null));
  }

  private Tensor withResidues(Tensor codes, Tensor sequence, Tensor seen) {
    Tensor ids = sequence.to(codes.dtype()).unsqueeze(-1);
    Tensor scaled = config.seqInput() == ModelSection.SequenceInput.SCALED ? ids.mul(1 / IDS) : ids;
    return Torch.cat(List.of(codes.mul(seen.to(codes.dtype()).unsqueeze(-1)), scaled), -1);
  }

  @Override
  public Objective loss(Tracks tracks, Phase phase) {
    boolean training = phase == Phase.TRAIN;
    Map<Parameter, Tensor> updates = training ? new LinkedHashMap<>() : null;
    Reconstruction out = reconstruct(tracks, training, updates);
    Tensor residues = residues(tracks).to(out.atoms().dtype()).unsqueeze(-1);
    int slots = second ? ALL_ATOMS : BACKBONE;
    Tensor target = tracks.coordinates().slice(2, 0, slots);
    Tensor counted =
        second && lossConfig.maskMissingAtoms()
            ? tracks.atoms().to(out.atoms().dtype()).mul(residues)
            : residues.expand(residues.size(0), residues.size(1), slots);
    Superposed fit = Superposed.of(out.atoms(), target, counted);
    Objective objective = new Objective(fit.loss());
    fit.report(objective, "rmsd");
    if (training) {
      updates.forEach(objective::update);
    } else {
      fit.gather(objective, RMSD);
      objective.histogram(TOKENS, counts(out.tokens(), tracks.real()));
      if (second) {
        Tensor existing = tracks.atoms().to(target.dtype()).mul(residues);
        Superposed.of(out.atoms(), target, existing).report(objective, "rmsd_all_atom");
        Superposed.of(
                out.atoms().slice(2, 0, BACKBONE),
                target.slice(2, 0, BACKBONE),
                existing.slice(2, 0, BACKBONE))
            .report(objective, "rmsd_backbone");
      }
    }
    return objective;
  }

  /** Residues that are compared. */
  private Tensor residues(Tracks tracks) {
    return switch (lossConfig.rmsdElements()) {
      case NON_MASKED -> tracks.seen();
      case MASKED -> tracks.real().logicalAnd(tracks.masked());
      case NON_BEOSPANK -> tracks.real();
    };
  }

  /** How often each token is that of a residue, {@code [count]}. */
  private Tensor counts(Tensor tokens, Tensor real) {
    int n = encoder.fsq().count();
    return tokens.maskedFill(real.logicalNot(), n).bincount(n + 1L).slice(0, 0, n);
  }
}

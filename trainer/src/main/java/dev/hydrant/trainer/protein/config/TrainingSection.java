package dev.hydrant.trainer.protein.config;

import dev.hydrant.config.schema.Default;
import dev.hydrant.config.schema.Doc;
import dev.hydrant.config.schema.Range;
import dev.hydrant.trainer.settings.MayChange;
import java.nio.file.Path;
import java.util.Optional;

/** The section {@code training}: on what, and for how long. */
public record TrainingSection(
    @Range(min = 1) int batchSize,
    @MayChange @Doc("How often the proteins are gone through.") @Range(min = 1) long maxEpochs,
    @Range(above = 0) double learningRate,
    @Doc(
            "A shard (.hps), a .csv, a folder with proteins.hps, index.csv or one .csv, or a folder"
                + " NAME beside NAME.csv.")
        Path dataDir,
    @MayChange
        @Doc("Where a link to the run is made, named as later stages look for it; null for none.")
        Optional<Path> checkpointDir,
    @Doc("Pad to the longest of a batch, or always to model.max_len.") @Default("batch")
        PadTo padTo,
    @Doc("Which residues of a long protein training sees: the first ones, or a random stretch.")
        @Default("head")
        Crop crop,
    @Doc(
            "Which proteins are for validation: a random fifth, or those that split.csv of the data"
                + " set names (data proteins --split=family).")
        @Default("random")
        SplitBy split,
    @Doc("Turn each training protein at random.") @Default("false") boolean rotate,
    @Doc("Turn each protein of a validation at random, to see whether its pose counts.")
        @Default("false")
        boolean rotateValidation,
    @Doc("Lengths that batches are padded to, of training and of validation together.")
        @Default("12")
        @Range(min = 2)
        int lengthBuckets) {

  /** What says which proteins are for validation. */
  public enum SplitBy {
    /** The seed. */
    RANDOM,
    /** The file {@code split.csv} of the data set. */
    FILE
  }

  /** How far rows are padded. */
  public enum PadTo {
    /** To the longest protein at hand. */
    BATCH,
    /** To the most positions there may be. */
    MAX_LEN
  }

  /** What is left of a protein that is too long. */
  public enum Crop {
    /** Its first residues. */
    HEAD,
    /** A random stretch, in training alone. */
    RANDOM
  }
}

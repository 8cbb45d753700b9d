package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.protein.config.TrainingSection;
import dev.hydrant.trainer.protein.family.SplitFile;
import dev.hydrant.trainer.protein.index.LoadedProteins;
import dev.hydrant.trainer.protein.index.ProteinIndex;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proteins that a model may learn from.
 *
 * @param chains read when they are asked for
 * @param lengths residues of each
 * @param file that they come from
 * @param training how many of them, the first ones, are for training; empty if nobody has said
 */
record ProteinSet(Dataset<ProteinChain> chains, int[] lengths, Path file, OptionalInt training) {
  private static final Logger LOG = LoggerFactory.getLogger(ProteinSet.class);
  private static final String SHARD = "proteins.hps";

  /**
   * Opens a shard, or reads what an index lists. With side chains only chains that have every heavy
   * atom are taken.
   *
   * @throws DataException if there is nothing to read, or nothing of use
   */
  static ProteinSet open(TrainingSection training, AtomDetail detail) {
    ProteinSet set = open(training.dataDir(), detail);
    return training.split() == TrainingSection.SplitBy.FILE ? set.divided() : set;
  }

  private static ProteinSet open(Path data, AtomDetail detail) {
    Path shard = data.toString().endsWith(".hps") ? data : data.resolve(SHARD);
    ProteinSet all = Files.isRegularFile(shard) ? ofShard(shard) : ofIndex(data, detail);
    ProteinSet fit = detail == AtomDetail.SIDE_CHAIN ? all.wholeOnes() : all;
    if (fit.lengths.length < 2) {
      throw new DataException(
          "%s has %d chains%s; at least 2 are needed, to train and to validate"
              .formatted(
                  data,
                  fit.lengths.length,
                  detail == AtomDetail.SIDE_CHAIN ? " with every heavy atom" : ""));
    }
    return fit;
  }

  private static ProteinSet ofShard(Path path) {
    ProteinShard shard = ProteinShard.open(path);
    int[] lengths = IntStream.range(0, (int) shard.size()).map(shard::length).toArray();
    return new ProteinSet(shard, lengths, path, OptionalInt.empty());
  }

  private static ProteinSet ofIndex(Path data, AtomDetail detail) {
    ProteinIndex index = ProteinIndex.read(data);
    LoadedProteins loaded = LoadedProteins.read(index, detail);
    if (!loaded.rejects().isEmpty()) {
      LOG.warn("{} proteins left out:\n{}", loaded.rejects().size(), loaded.report());
    }
    int[] lengths = loaded.chains().stream().mapToInt(ProteinChain::length).toArray();
    return new ProteinSet(Dataset.of(loaded.chains()), lengths, index.file(), OptionalInt.empty());
  }

  private ProteinSet wholeOnes() {
    int[] whole =
        IntStream.range(0, lengths.length).filter(i -> chains.get(i).isAllAtom()).toArray();
    if (whole.length < lengths.length) {
      LOG.info("{} of {} chains of {} have every heavy atom", whole.length, lengths.length, file);
    }
    return at(whole, OptionalInt.empty());
  }

  private ProteinSet at(int[] places, OptionalInt forTraining) {
    return new ProteinSet(
        Dataset.of(what(), places.length, i -> chains.get(places[(int) i])),
        IntStream.of(places).map(i -> lengths[i]).toArray(),
        file,
        forTraining);
  }

  /** Those for training first, as the file beside says. */
  private ProteinSet divided() {
    Path split = file.resolveSibling(SplitFile.NAME);
    Map<String, Boolean> validation = SplitFile.read(split);
    boolean[] aside = new boolean[size()];
    for (int i = 0; i < aside.length; i++) {
      String id = chains.get(i).id();
      Boolean part = validation.get(id);
      if (part == null) {
        throw new DataException(
            "%s does not say which part %s of %s is in.\nImport the structures again, with --split"
                .formatted(split, id, file));
      }
      aside[i] = part;
    }
    int[] training = IntStream.range(0, aside.length).filter(i -> !aside[i]).toArray();
    IntStream others = IntStream.range(0, aside.length).filter(i -> aside[i]);
    return at(
        IntStream.concat(IntStream.of(training), others).toArray(),
        OptionalInt.of(training.length));
  }

  /** Where they come from, for messages. */
  String what() {
    return file.toString();
  }

  int size() {
    return lengths.length;
  }

  /** Tells other data from these. */
  ProteinFacts.Data fingerprint() {
    return new ProteinFacts.Data(
        size(),
        IntStream.of(lengths).asLongStream().sum(),
        Integer.toHexString(Arrays.hashCode(lengths)));
  }
}

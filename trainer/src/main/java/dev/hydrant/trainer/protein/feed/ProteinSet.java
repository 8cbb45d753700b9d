package dev.hydrant.trainer.protein.feed;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.data.dataset.Dataset;
import dev.hydrant.trainer.protein.index.LoadedProteins;
import dev.hydrant.trainer.protein.index.ProteinIndex;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The proteins that a model may learn from.
 *
 * @param chains read when they are asked for
 * @param lengths residues of each
 * @param what where they come from, for messages
 */
record ProteinSet(Dataset<ProteinChain> chains, int[] lengths, String what) {
  private static final Logger LOG = LoggerFactory.getLogger(ProteinSet.class);
  private static final String SHARD = "proteins.hps";

  /**
   * Opens a shard, or reads what an index lists. With side chains only chains that have every heavy
   * atom are taken.
   *
   * @throws DataException if there is nothing to read, or nothing of use
   */
  static ProteinSet open(Path data, AtomDetail detail) {
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
    return new ProteinSet(shard, lengths, path.toString());
  }

  private static ProteinSet ofIndex(Path data, AtomDetail detail) {
    ProteinIndex index = ProteinIndex.read(data);
    LoadedProteins loaded = LoadedProteins.read(index, detail);
    if (!loaded.rejects().isEmpty()) {
      LOG.warn("{} proteins left out:\n{}", loaded.rejects().size(), loaded.report());
    }
    int[] lengths = loaded.chains().stream().mapToInt(ProteinChain::length).toArray();
    return new ProteinSet(Dataset.of(loaded.chains()), lengths, index.file().toString());
  }

  private ProteinSet wholeOnes() {
    int[] whole =
        IntStream.range(0, lengths.length).filter(i -> chains.get(i).isAllAtom()).toArray();
    if (whole.length < lengths.length) {
      LOG.info("{} of {} chains of {} have every heavy atom", whole.length, lengths.length, what);
    }
    return new ProteinSet(
        Dataset.of(what, whole.length, i -> chains.get(whole[(int) i])),
        IntStream.of(whole).map(i -> lengths[i]).toArray(),
        what);
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

package dev.hydrant.trainer.protein;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hydrant.trainer.protein.ingest.Breaks;
import dev.hydrant.trainer.protein.ingest.ImportProgress;
import dev.hydrant.trainer.protein.ingest.ImportRequest;
import dev.hydrant.trainer.protein.ingest.ImportResult;
import dev.hydrant.trainer.protein.ingest.ImportRules;
import dev.hydrant.trainer.protein.ingest.Incomplete;
import dev.hydrant.trainer.protein.ingest.ProteinImport;
import dev.hydrant.trainer.protein.ingest.StructureFiles;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.tokens.ProteinBatch;
import dev.hydrant.trainer.protein.write.PdbWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/protein/data.md shows. */
class ProteinDataTest {
  @TempDir Path folder;

  @Test
  void goesFromAFolderOfStructuresToABatchAsThePageShows() throws IOException {
    Path pdb = Files.createDirectory(folder.resolve("pdb"));
    ProteinChain generated = new ChainGenerator(1).chain(0).chain();
    Files.writeString(pdb.resolve("a.pdb"), PdbWriter.text(generated));

    ImportRequest request =
        ImportRequest.of(new StructureFiles(List.of(pdb)), folder.resolve("data/mine"));
    ImportResult result = ProteinImport.run(request, ImportProgress.NONE);

    assertThat(result.chains()).isEqualTo(1);
    try (ProteinShard shard = ProteinShard.open(folder.resolve("data/mine/proteins.hps"))) {
      ProteinChain chain = shard.get(0);
      ProteinBatch batch = ProteinBatch.of(List.of(chain), AtomDetail.BACKBONE, 2048);
      assertThat(batch.length()).isEqualTo(generated.length() + 2);
      assertThat(shard.locate(0)).contains("chain 0 of", "proteins.hps");
    }
  }

  @Test
  void combinesRulesAsThePageShows() {
    ImportRules rules =
        ImportRules.DEFAULTS
            .withLengths(50, 256)
            .withMaxResolution(2.5)
            .withUnique(true)
            .with(Breaks.REJECT)
            .with(Incomplete.REJECT);

    assertThat(rules.minLength()).isEqualTo(50);
    assertThat(rules.maxLength()).isEqualTo(256);
    assertThat(rules.maxResolution()).isEqualTo(2.5);
    assertThat(rules.unique()).isTrue();
    assertThat(rules.breaks()).isEqualTo(Breaks.REJECT);
    assertThat(rules.incomplete()).isEqualTo(Incomplete.REJECT);
  }
}

package dev.hydrant.trainer.protein.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.write.ProteinJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requirement I3: bad data never ends a run in silence. */
class LoadedProteinsTest {
  @TempDir Path folder;

  @Test
  void dropsAndListsMalformedProteins() throws IOException {
    Files.write(
        folder.resolve("good.json"),
        ProteinJson.bytes(new ChainGenerator(1).chain(0).chain(), "gen", "A"));
    StringBuilder rows = new StringBuilder(",good,good.json,\n");
    for (int i = 0; i < 23; i++) {
      rows.append(",bad%d,bad%d.json,\n".formatted(i, i));
    }
    Files.writeString(folder.resolve("index.csv"), rows);

    LoadedProteins loaded = LoadedProteins.read(ProteinIndex.read(folder), AtomDetail.BACKBONE);

    assertThat(loaded.chains()).extracting(c -> c.id()).containsExactly("good");
    assertThat(loaded.rejects()).hasSize(23);
    assertThat(loaded.report()).contains("bad0.json", "bad19.json", "and 3 more");
    assertThat(loaded.report()).doesNotContain("bad20.json");
  }

  @Test
  void refusesAnIndexOfMalformedProteinsAlone() throws IOException {
    Files.writeString(folder.resolve("index.csv"), ",bad,bad.json,\n");
    Files.writeString(folder.resolve("bad.json"), "{}");

    assertThatThrownBy(() -> LoadedProteins.read(ProteinIndex.read(folder), AtomDetail.BACKBONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("None of the 1 proteins")
        .hasMessageContaining("bad.json: 'sequence' is missing");
  }
}

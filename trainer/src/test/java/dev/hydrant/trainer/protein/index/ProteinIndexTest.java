package dev.hydrant.trainer.protein.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProteinIndexTest {
  private static final String HEADER = "sequence_id,rep_id,rep_json_path,member_json_path\n";

  @TempDir Path folder;
  private Path data;

  @BeforeEach
  void makesAFolder() throws IOException {
    data = Files.createDirectory(folder.resolve("1k"));
  }

  @Test
  void readsTheThirdColumnRelativeToTheIndex() throws IOException {
    Path csv = Files.writeString(folder.resolve("1k.csv"), HEADER + ",1a0i_A,1k/1a0i_A.json,\n");

    ProteinIndex index = ProteinIndex.read(csv);

    assertThat(index.entries())
        .containsExactly(new ProteinIndex.Entry("1a0i_A", data.resolve("1a0i_A.json"), 2));
  }

  @Test
  void findsTheIndexBesideAFolder() throws IOException {
    Path csv = Files.writeString(folder.resolve("1k.csv"), HEADER + ",a,1k/a.json,\n");

    assertThat(ProteinIndex.read(data).file()).isEqualTo(csv);
  }

  @Test
  void findsTheIndexInAFolder() throws IOException {
    Path only = Files.writeString(data.resolve("mine.csv"), HEADER + ",a,a.json,\n");
    assertThat(ProteinIndex.read(data).file()).isEqualTo(only);

    Path index = Files.writeString(data.resolve("index.csv"), HEADER + ",a,a.json,\n");
    assertThat(ProteinIndex.read(data).file()).isEqualTo(index);
  }

  @Test
  void asksWhichOfSeveralIsMeant() throws IOException {
    Files.writeString(data.resolve("a.csv"), HEADER);
    Files.writeString(data.resolve("b.csv"), HEADER);

    assertThatThrownBy(() -> ProteinIndex.read(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 .csv files and no index.csv")
        .hasMessageContaining("a.csv")
        .hasMessageContaining("b.csv");
  }

  @Test
  void saysWhereItLooked() {
    assertThatThrownBy(() -> ProteinIndex.read(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(data.resolve("index.csv").toString())
        .hasMessageContaining(folder.resolve("1k.csv").toString());
  }

  @Test
  void countsRowsThatFollowEachOtherWithOneIdOnce() throws IOException {
    String rows = "s1,a,a.json,m1.json\ns2,a,a.json,m2.json\ns3,b,b.json,\ns4,a,a.json,\n";
    Files.writeString(data.resolve("index.csv"), HEADER + rows);

    assertThat(ProteinIndex.read(data).entries())
        .extracting(ProteinIndex.Entry::id)
        .containsExactly("a", "b", "a");
  }

  @Test
  void skipsAndCountsLinesWithoutFourColumns() throws IOException {
    Files.writeString(data.resolve("index.csv"), HEADER + "broken,line\n\n,a,a.json,\n1,2,3,4,5\n");

    ProteinIndex index = ProteinIndex.read(data);

    assertThat(index.entries()).hasSize(1);
    assertThat(index.skippedLines()).isEqualTo(2);
  }

  @Test
  void readsAnIndexWithoutAHeaderAndWithQuotes() throws IOException {
    Files.writeString(data.resolve("index.csv"), "\uFEFF,\"a,\"\"1\",\"a b.json\",\r\n");

    assertThat(ProteinIndex.read(data).entries())
        .containsExactly(new ProteinIndex.Entry("a,\"1", data.resolve("a b.json"), 1));
    assertThat(ProteinIndex.csv("", "a,\"1", "x", "")).isEqualTo(",\"a,\"\"1\",x,");
  }

  @Test
  void refusesAnIndexThatListsNothing() throws IOException {
    Files.writeString(data.resolve("index.csv"), HEADER);

    assertThatThrownBy(() -> ProteinIndex.read(data))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("lists no protein");
  }
}

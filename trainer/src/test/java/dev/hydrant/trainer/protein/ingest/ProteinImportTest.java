package dev.hydrant.trainer.protein.ingest;

import static dev.hydrant.trainer.protein.PdbLines.alanines;
import static dev.hydrant.trainer.protein.PdbLines.atom;
import static dev.hydrant.trainer.protein.PdbLines.residue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hydrant.trainer.data.DataException;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.protein.index.ProteinIndex;
import dev.hydrant.trainer.protein.index.ProteinJsonFile;
import dev.hydrant.trainer.protein.promod3.Promod3File;
import dev.hydrant.trainer.protein.read.ChainNaming;
import dev.hydrant.trainer.protein.sample.ChainGenerator;
import dev.hydrant.trainer.protein.shard.ProteinShard;
import dev.hydrant.trainer.protein.structure.AtomDetail;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.protein.write.PdbWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProteinImportTest {
  private static final ImportRules ANY_LENGTH = ImportRules.DEFAULTS.withLengths(1, 2046);

  @TempDir Path folder;
  private Path pdb;
  private Path out;

  @BeforeEach
  void makesFolders() throws IOException {
    pdb = Files.createDirectory(folder.resolve("pdb"));
    out = folder.resolve("out");
  }

  @Test
  void makesAShardIndicesAndTheJsonOfEachChain() throws IOException {
    for (int i = 0; i < 3; i++) {
      put("g" + i + ".pdb", PdbWriter.text(new ChainGenerator(1).chain(i).chain()));
    }
    ImportResult result = run(ImportRules.DEFAULTS);

    assertThat(result.chains()).isEqualTo(3);
    assertThat(result.allAtomChains()).isEqualTo(3);
    assertThat(result.faults()).isEqualTo(GeometryFaults.NONE);
    assertThat(names(out))
        .containsExactly(
            "index.csv",
            "index_all_atom.csv",
            "json",
            "proteins.hps",
            "rejects.csv",
            "report.json");
    ProteinIndex index = ProteinIndex.read(out);
    ProteinShard shard = ProteinShard.open(out.resolve("proteins.hps"));
    for (int i = 0; i < 3; i++) {
      ProteinIndex.Entry entry = index.entries().get(i);
      assertThat(entry.id()).isEqualTo("g" + i + "_A");
      assertThat(
              ProteinJsonFile.read(entry.path(), entry.id(), AtomDetail.SIDE_CHAIN).coordinates())
          .isEqualTo(shard.get(i).coordinates());
    }
    assertThat(Files.readString(out.resolve("report.json")))
        .contains("\"chains\" : 3")
        .doesNotContain(folder.toString());
  }

  @Test
  void givesTheSameBytesOnAnyNumberOfThreads() throws IOException {
    for (int i = 0; i < 30; i++) {
      String text = PdbWriter.text(new ChainGenerator(1).chain(i).chain());
      put("sub" + i % 3 + "/g" + i + ".pdb", i % 7 == 0 ? text.substring(0, 2000) : text);
    }
    ProteinImport.run(request(ImportRules.DEFAULTS).withThreads(1), ImportProgress.NONE);
    Map<String, String> one = contents(out);
    ProteinImport.run(
        request(ImportRules.DEFAULTS).withThreads(5).replacing(), ImportProgress.NONE);

    assertThat(contents(out)).isEqualTo(one);
    assertThat(one.get("rejects.csv").lines().count()).isEqualTo(6);
  }

  @Test
  void splitsRejectsOrKeepsChainsWithBreaks() throws IOException {
    put("b.pdb", alanines(4).replace(residue("ALA", 3, 2), ""));

    run(ANY_LENGTH);
    assertThat(ids()).containsExactly("b_A_1", "b_A_2");
    run(ANY_LENGTH.with(Breaks.KEEP));
    assertThat(ids()).containsExactly("b_A");
    assertThatThrownBy(() -> run(ANY_LENGTH.with(Breaks.REJECT)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("b.pdb A: chain break, 1 breaks, the first behind residue 2");
  }

  @Test
  void keepsChainsWithoutAllAtomsOutOfTheIndexOfAllAtoms() throws IOException {
    put("a.pdb", alanines(3));
    put("b.pdb", residue("ALA", 1, 0) + residue("GLY", 2, 1));

    ImportResult result = run(ANY_LENGTH);

    assertThat(result.chains()).isEqualTo(2);
    assertThat(ProteinIndex.read(out.resolve("index_all_atom.csv")).entries())
        .extracting(ProteinIndex.Entry::id)
        .containsExactly("a_A");
    run(ANY_LENGTH.with(Incomplete.REJECT));
    assertThat(ids()).containsExactly("a_A");
    assertThat(Files.readString(out.resolve("rejects.csv")))
        .contains("b.pdb,A,missing side-chain atoms,\"2 residues, the first is A 1\"");
  }

  @Test
  void saysForEachRejectWhatIsWrong() throws IOException {
    put("a_good.pdb", alanines(5));
    put("b_short.pdb", alanines(2));
    put("c_long.pdb", alanines(9));
    put("d_trace.pdb", atom("CA", "ALA", "1", 0, 0) + atom("CA", "ALA", "2", 3.8, 0));
    put("e_water.pdb", atom("O", "HOH", "1", 0, 0).replace("ATOM  ", "HETATM"));
    put("f_cut.pdb", alanines(5).substring(0, 50));

    ImportResult result = run(ImportRules.DEFAULTS.withLengths(3, 8));

    assertThat(result.chains()).isEqualTo(1);
    assertThat(result.firstRejects())
        .extracting(Reject::toString)
        .containsExactly(
            "b_short.pdb A: too short, 2 residues, fewer than 3",
            "c_long.pdb A: too long, 9 residues, more than 8",
            "d_trace.pdb A: only CA atoms, no residue has N, CA and C",
            "e_water.pdb: no protein, no amino acid with a CA",
            "f_cut.pdb: unreadable, f_cut.pdb:1: the line ends in column 50, before the"
                + " coordinates do (column 54).");
    assertThat(result.rejected()).containsEntry(RejectReason.TOO_SHORT, 1).hasSize(5);
  }

  @Test
  void takesStructuresOfAResolutionThatIsAskedFor() throws IOException {
    put("a.pdb", "REMARK   2 RESOLUTION.    1.50 ANGSTROMS.\n" + alanines(2));
    put("b.pdb", "REMARK   2 RESOLUTION.    3.50 ANGSTROMS.\n" + alanines(2));
    put("c.pdb", alanines(2));

    ImportResult result = run(ANY_LENGTH.withMaxResolution(2));

    assertThat(ids()).containsExactly("a_A");
    assertThat(result.firstRejects())
        .extracting(Reject::detail)
        .containsExactly("3.5 Å", "none is stated");
  }

  @Test
  void takesEqualSequencesOnce() throws IOException {
    put("a.pdb", alanines(2));
    put("b.pdb", alanines(2));
    put("c.pdb", alanines(3));

    run(ANY_LENGTH.withUnique(true));

    assertThat(ids()).containsExactly("a_A", "c_A");
  }

  @Test
  void refusesNanometres() throws IOException {
    String text =
        atom("N", "ALA", "1", 0, 0)
            + atom("CA", "ALA", "1", 0.146, 0)
            + atom("C", "ALA", "1", 0.299, 0);
    put("a.pdb", text);

    assertThatThrownBy(() -> run(ANY_LENGTH))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("N–CA is 0.146")
        .hasMessageContaining("nanometres");
  }

  @Test
  void countsWrongGeometryAndRejectsItWhereItIsStrict() throws IOException {
    ProteinChain chain = new ChainGenerator(1).chain(0).chain();
    float[] mirrored = chain.coordinates().clone();
    for (int i = 0; i < mirrored.length; i += 3) {
      mirrored[i] = -mirrored[i];
    }
    put("a.pdb", PdbWriter.text(chain));
    put(
        "b.pdb",
        PdbWriter.text(
            new ProteinChain(
                "x", chain.sequence(), mirrored, chain.atoms(), List.of(), chain.source())));

    ImportResult result = run(ImportRules.DEFAULTS);
    int betas = (int) chain.sequence().chars().filter(c -> c != 'G').count();
    assertThat(result.faults()).isEqualTo(new GeometryFaults(0, 0, 0, betas));

    run(ImportRules.DEFAULTS.withStrict(true));
    assertThat(ids()).containsExactly("a_A");
  }

  @Test
  void givesEachChainANameOfItsOwn() throws IOException {
    put("x/p.pdb", alanines(2) + alanines(3).replace(" A ", " a "));
    put("y/p.pdb", alanines(4));

    run(ANY_LENGTH);

    assertThat(ids()).containsExactly("p_A", "p_a-2", "p_A-3");
    assertThat(ids()).doesNotHaveDuplicates();
  }

  @Test
  void namesChainsOfMmCifAsTheArchiveDoesWhereThatIsAskedFor() throws IOException {
    put(
        "a.cif",
        """
        data_a
        loop_
        _atom_site.label_atom_id
        _atom_site.label_comp_id
        _atom_site.label_asym_id
        _atom_site.auth_asym_id
        _atom_site.Cartn_x
        _atom_site.Cartn_y
        _atom_site.Cartn_z
        N ALA L Q 0 0 0
        CA ALA L Q 1.46 0 0
        C ALA L Q 2.99 0 0
        """);

    run(ANY_LENGTH.with(ChainNaming.LABEL));

    assertThat(ids()).containsExactly("a_L");
  }

  @Test
  void leavesNothingBehindIfItFailsOnTheWay() throws IOException {
    put("a.pdb", alanines(2));
    ImportRequest request = request(ANY_LENGTH);

    assertThatThrownBy(
            () ->
                ProteinImport.run(
                    request,
                    (done, total, chains) -> {
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");

    assertThat(names(folder)).containsExactly("pdb");
  }

  @Test
  void replacesADataSetIfItIsAskedToAndNothingElseEver() throws IOException {
    put("a.pdb", alanines(2));
    ImportRequest request = request(ANY_LENGTH);
    ProteinImport.run(request, ImportProgress.NONE);
    put("b.pdb", alanines(3));

    assertThatThrownBy(() -> ProteinImport.run(request, ImportProgress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("is there already")
        .hasMessageContaining("--force");
    assertThat(ids()).containsExactly("a_A");
    ProteinImport.run(request.replacing(), ImportProgress.NONE);
    assertThat(ids()).containsExactly("a_A", "b_A");

    Files.writeString(out.resolve("precious"), "data");
    assertThatThrownBy(() -> ProteinImport.run(request.replacing(), ImportProgress.NONE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("it holds precious");
    assertThat(names(out)).contains("precious");
    assertThat(names(folder)).containsExactly("out", "pdb");
  }

  @Test
  void saysWhereNoStructuresLie() {
    assertThatThrownBy(() -> run(ANY_LENGTH))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("No structure lies in");
    StructureFiles missing = new StructureFiles(List.of(folder.resolve("none")));
    assertThatThrownBy(() -> ProteinImport.run(ImportRequest.of(missing, out), ImportProgress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(folder.resolve("none").toString());
  }

  @Test
  void tellsHowFarItHasCome() throws IOException {
    put("a.pdb", alanines(2));
    put("b.pdb", alanines(3));
    List<String> heard = new ArrayList<>();

    ProteinImport.run(
        request(ANY_LENGTH), (done, all, chains) -> heard.add(done + "/" + all + " " + chains));

    assertThat(heard).containsExactly("1/2 1", "2/2 2");
  }

  @Test
  void statesQuantilesOfLengths() throws IOException {
    for (int i = 1; i <= 5; i++) {
      put("p" + i + ".pdb", alanines(i));
    }

    assertThat(run(ANY_LENGTH).lengths()).containsExactly(1, 1, 2, 3, 4, 5, 5);
  }

  @Test
  void importsGeneratedChainsAndSaysThatTheyAre() throws IOException {
    ImportRequest request = ImportRequest.of(new GeneratedChains(20, 42), out);

    ImportResult result = ProteinImport.run(request, ImportProgress.NONE);

    assertThat(result.allAtomChains()).isEqualTo(20);
    assertThat(result.faults()).isEqualTo(GeometryFaults.NONE);
    assertThat(result.source()).contains("generated", "no real proteins", "seed 42");
    assertThat(ProteinShard.open(out.resolve("proteins.hps")).get(3).sequence())
        .isEqualTo(new ChainGenerator(42).chain(3).chain().sequence());
  }

  @Test
  void leavesOutChainsOfProMod3WithWrongBonds() throws IOException {
    Path database = Files.write(folder.resolve("structure_db.dat"), Promod3File.bytes());
    ImportRequest request = ImportRequest.of(Promod3Chains.all(database), out).with(ANY_LENGTH);

    assertThatThrownBy(() -> ProteinImport.run(request, ImportProgress.NONE))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("structure_db.dat 1ABC A: geometry, 6 bonds");
  }

  private void put(String name, String text) throws IOException {
    Path file = pdb.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private ImportRequest request(ImportRules rules) {
    return ImportRequest.of(new StructureFiles(List.of(pdb)), out).with(rules);
  }

  private ImportResult run(ImportRules rules) {
    return ProteinImport.run(request(rules).replacing(), ImportProgress.NONE);
  }

  private List<String> ids() {
    return ProteinIndex.read(out).entries().stream().map(ProteinIndex.Entry::id).toList();
  }

  private static List<String> names(Path of) throws IOException {
    try (Stream<Path> all = Files.list(of)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  private static Map<String, String> contents(Path of) throws IOException {
    Map<String, String> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(of)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.put(
            of.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }
}

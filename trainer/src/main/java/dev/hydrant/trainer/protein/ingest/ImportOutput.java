package dev.hydrant.trainer.protein.ingest;

import dev.hydrant.trainer.data.NewDirectory;
import dev.hydrant.trainer.protein.family.SplitFile;
import dev.hydrant.trainer.protein.index.ProteinIndex;
import dev.hydrant.trainer.protein.shard.ProteinShardWriter;
import dev.hydrant.trainer.protein.structure.ProteinChain;
import dev.hydrant.trainer.report.SafeText;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The files of an import while they are written. */
final class ImportOutput implements Closeable {
  static final String SHARD = "proteins.hps";
  static final String INDEX = "index.csv";
  static final String ALL_ATOM_INDEX = "index_all_atom.csv";
  static final String REJECTS = "rejects.csv";
  static final String REPORT = "report.json";
  private static final String JSON = "json";

  /** What a data set consists of. */
  private static final Set<String> OWN =
      Set.of(SHARD, INDEX, ALL_ATOM_INDEX, REJECTS, REPORT, JSON, SplitFile.NAME);

  private final NewDirectory folder;
  private final ImportRequest request;
  private final ProteinShardWriter shard;
  private final BufferedWriter rejects;
  private final BufferedWriter index;
  private final BufferedWriter allAtom;
  private final Set<String> ids = new HashSet<>();
  private final Parts parts;

  /** Begins a data set; nothing of it stays if even that fails, as it does after Ctrl-C. */
  static ImportOutput begin(ImportRequest request) throws IOException {
    NewDirectory folder = NewDirectory.replacing(request.out(), request.force(), OWN);
    try {
      return new ImportOutput(request, folder);
    } catch (IOException | RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private ImportOutput(ImportRequest request, NewDirectory folder) throws IOException {
    this.request = request;
    this.parts = new Parts(request.grouping());
    this.folder = folder;
    Path path = folder.path();
    this.shard = new ProteinShardWriter(path.resolve(SHARD), request.precision());
    this.rejects = Files.newBufferedWriter(path.resolve(REJECTS));
    rejects.write("file,chain,reason,detail\n");
    if (request.json()) {
      Files.createDirectory(path.resolve(JSON));
      this.index = Files.newBufferedWriter(path.resolve(INDEX));
      this.allAtom = Files.newBufferedWriter(path.resolve(ALL_ATOM_INDEX));
      index.write(ProteinIndex.HEADER + "\n");
      allAtom.write(ProteinIndex.HEADER + "\n");
    } else {
      this.index = null;
      this.allAtom = null;
    }
  }

  void take(Taken taken) throws IOException {
    ProteinChain chain = taken.chain().named(unique(taken.chain().id()));
    shard.add(chain);
    parts.add(chain);
    if (taken.json() != null) {
      String file = JSON + "/" + chain.id() + ".json";
      Files.write(folder.path().resolve(file), taken.json());
      String line = ProteinIndex.line(chain.id(), file) + "\n";
      index.write(line);
      if (chain.isAllAtom()) {
        allAtom.write(line);
      }
    }
  }

  /** A name that is a file's as well, on systems that do not tell capitals apart too. */
  private String unique(String id) {
    String clean = id.replaceAll("[^A-Za-z0-9._-]|^[.-]", "_");
    String name = clean;
    for (int i = 2; !ids.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = clean + "-" + i;
    }
    return name;
  }

  void reject(Reject reject) throws IOException {
    rejects.write(
        ProteinIndex.csv(
                SafeText.line(reject.file()),
                SafeText.line(reject.chain()),
                reject.reason().toString(),
                SafeText.line(reject.detail()))
            + "\n");
  }

  /** Sets chains aside for validation, if it is asked for. */
  ImportResult.Divided divide() throws IOException {
    return parts.write(folder.path());
  }

  /** Makes all durable and visible at once. */
  void publish(ImportResult result) throws IOException {
    shard.publish();
    closeText();
    Path path = folder.path();
    Path report = path.resolve(REPORT);
    Files.writeString(report, ReportJson.of(result, request));
    NewDirectory.force(report);
    NewDirectory.force(path.resolve(REJECTS));
    if (request.grouping() != Grouping.NONE) {
      NewDirectory.force(path.resolve(SplitFile.NAME));
    }
    if (request.json()) {
      NewDirectory.force(path.resolve(INDEX));
      NewDirectory.force(path.resolve(ALL_ATOM_INDEX));
    }
    folder.commit();
  }

  private void closeText() throws IOException {
    rejects.close();
    if (index != null) {
      index.close();
      allAtom.close();
    }
  }

  @Override
  public void close() throws IOException {
    try (folder) {
      try (shard) {
        closeText();
      }
    }
  }
}

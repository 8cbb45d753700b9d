package dev.hydrant.trainer.protein.command;

import dev.hydrant.trainer.model.LowerCaseEnum;
import dev.hydrant.trainer.protein.write.StructureFormat;
import java.nio.file.Path;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** In which format structures are written. */
final class FormatOption {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = FormatConverter.class,
      showDefaultValue = Visibility.NEVER,
      description = "Of the structure files: pdb (default) or cif, for mmCIF.")
  private StructureFormat format = StructureFormat.PDB;

  static final class FormatConverter extends LowerCaseEnum<StructureFormat> {
    FormatConverter() {
      super(StructureFormat.class);
    }
  }

  StructureFormat format() {
    return format;
  }

  StructureFolder in(Path directory) {
    return new StructureFolder(directory, format);
  }
}

package dev.hydrant.trainer.grammar;

import dev.hydrant.trainer.data.TextFiles;
import dev.hydrant.trainer.data.npy.NpyData;
import dev.hydrant.trainer.data.npy.NpyWriter;
import dev.hydrant.trainer.error.UserException;
import dev.hydrant.trainer.grammar.explore.LatentSpace.Code;
import dev.hydrant.trainer.model.CommandContext;
import dev.hydrant.trainer.model.ForceOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrant grammar encode}: latent means of the texts of a file. */
@Command(
    name = "encode",
    description = "Write the latent means of texts, one a line, as a NumPy file [N, z].",
    sortOptions = false,
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class EncodeCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private OpenModel.Choice which;

  @Parameters(index = "1", paramLabel = "FILE", description = "Texts, one a line.")
  private Path file;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "NPY",
      description = "Where the means go, float32.")
  private Path out;

  @Mixin private ForceOption force;

  EncodeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    force.check(out);
    List<String> texts =
        TextFiles.lines(file).stream().map(String::strip).filter(t -> !t.isEmpty()).toList();
    if (texts.isEmpty()) {
      throw UserException.failure(file + " holds no text");
    }
    try (OpenModel open = which.open(context)) {
      List<Code> codes = open.space().encode(texts.stream().map(open.space()::rules).toList());
      int z = codes.get(0).mean().length;
      float[] means = new float[codes.size() * z];
      for (int i = 0; i < codes.size(); i++) {
        System.arraycopy(codes.get(i).mean(), 0, means, i * z, z);
      }
      try (NpyWriter writer = NpyWriter.open(out)) {
        writer.append(NpyData.of(means, codes.size(), z));
        writer.finish();
      }
      System.out.printf("%s: float32 [%d, %d]%n", out, codes.size(), z);
    }
    return 0;
  }
}

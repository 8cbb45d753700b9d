package dev.hydrant.trainer.cli;

import dev.hydrant.trainer.data.text.Gpt2Tokenizer;
import dev.hydrant.trainer.data.text.TextManifest;
import dev.hydrant.trainer.data.text.Unit;
import dev.hydrant.trainer.data.tokens.TokenShard;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrant data inspect}: checks shards and shows how they begin. */
@Command(
    name = "inspect",
    description = "Check token shards and show how they begin.",
    showDefaultValues = true,
    mixinStandardHelpOptions = true)
final class DataInspectCommand implements Callable<Integer> {
  private static final int CHUNK = 1 << 16;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHARD", arity = "1..*", description = "Shard files (.bin).")
  private List<Path> files;

  @Option(names = "--tokens", paramLabel = "N", description = "Tokens to show.")
  private int shown = 40;

  @Option(
      names = "--unit",
      converter = DataTextCommand.UnitConverter.class,
      showDefaultValue = Help.Visibility.NEVER,
      description = "What a token is: gpt2 or bytes. By default as the set's own record says.")
  private Unit given;

  @Override
  public Integer call() {
    if (shown < 0) {
      throw new ParameterException(
          spec.commandLine(), "--tokens must not be negative, got " + shown);
    }
    PrintWriter out = spec.commandLine().getOut();
    for (Path file : files) {
      inspect(TokenShard.open(file), out);
    }
    out.flush();
    return 0;
  }

  private void inspect(TokenShard shard, PrintWriter out) {
    Unit unit = given == null ? TextManifest.unitOf(shard.path()).orElse(null) : given;
    long[] seen = new long[Unit.values().length];
    long highest = -1;
    long[] chunk = new long[CHUNK];
    for (long position = 0; position < shard.length(); position += CHUNK) {
      int count = (int) Math.min(CHUNK, shard.length() - position);
      shard.read(position, chunk, 0, count);
      for (int i = 0; i < count; i++) {
        for (Unit u : Unit.values()) {
          seen[u.ordinal()] += chunk[i] == u.endOfText() ? 1 : 0;
        }
        highest = Math.max(highest, chunk[i]);
      }
    }
    if (unit == null) {
      unit = highest <= Unit.BYTES.endOfText() ? Unit.BYTES : Unit.GPT2;
    }
    out.printf(
        Locale.ROOT,
        "%s: %,d tokens (%s), %,d documents begin in it, highest id %d%n",
        shard.path(),
        shard.length(),
        unit,
        seen[unit.ordinal()],
        highest);
    long[] first = new long[(int) Math.min(shown, shard.length())];
    shard.read(0, first, 0, first.length);
    out.println("  ids   " + Arrays.toString(first));
    String text = text(first, unit).replace("\n", "\\n").replaceAll("\\p{Cntrl}", "\ufffd");
    out.println("  text  " + text);
  }

  private static String text(long[] ids, Unit unit) {
    if (unit == Unit.GPT2) {
      return Gpt2Tokenizer.get().decode(Arrays.stream(ids).mapToInt(id -> (int) id).toArray());
    }
    byte[] bytes = new byte[ids.length];
    int length = 0;
    for (long id : ids) {
      if (id < 256) {
        bytes[length++] = (byte) id;
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}

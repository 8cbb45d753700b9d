package dev.hydrant.config.suggest;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names of the field that mean the same without looking alike: who knows {@code learning_rate} from
 * one program types it into another that says {@code lr}.
 */
final class Meanings {
  private static final List<List<String>> SAME =
      List.of(
          List.of("lr", "learningrate", "stepsize", "lrmax", "maxlr", "baselr", "peaklr"),
          List.of("batchsize", "bs", "trainbatchsize", "microbatchsize", "perdevicetrainbatchsize"),
          List.of(
              "seqlen",
              "sequencelength",
              "contextlength",
              "blocksize",
              "maxseqlen",
              "nctx",
              "ctxlen",
              "maxlength",
              "npositions",
              "maxpositionembeddings"),
          List.of("numlayers", "nlayer", "nlayers", "layers", "depth", "numhiddenlayers"),
          List.of("numheads", "nhead", "nheads", "heads", "numattentionheads"),
          List.of(
              "dmodel", "modeldim", "hiddensize", "nembd", "embeddim", "hiddendim", "width", "dim"),
          List.of(
              "numiterations",
              "maxsteps",
              "steps",
              "nsteps",
              "numsteps",
              "iterations",
              "totalsteps",
              "maxiters",
              "trainsteps",
              "iters"),
          List.of("epochs", "numepochs", "maxepochs", "nepochs"),
          List.of("warmupsteps", "warmupiters", "warmupiterations", "numwarmupsteps", "warmup"),
          List.of(
              "gradclip", "maxgradnorm", "gradientclipval", "clipgradnorm", "clipgrad", "maxnorm"),
          List.of("weightdecay", "wd", "l2"),
          List.of("optimizer", "optim", "opt"),
          List.of("device", "gpu", "cuda", "accelerator"),
          List.of("dtype", "precision", "amp"),
          List.of("vocabsize", "nvocab", "vocabularysize"),
          List.of("outputdir", "outdir", "rundir", "savedir"),
          List.of("betas", "adambetas"),
          List.of("eps", "epsilon", "adameps", "adamepsilon"),
          List.of("seed", "randomseed", "rngseed"),
          List.of("dropout", "dropoutrate", "pdropout"),
          List.of("gradaccumsteps", "gradientaccumulationsteps", "accumulategradbatches"));

  /** What sets the same by other means: who misses the first name may look for the others. */
  private static final Map<String, List<String>> INSTEAD =
      Map.of("batchsize", List.of("gradaccumsteps", "seqlen"));

  private static final Map<String, Integer> SETS = new HashMap<>();

  static {
    for (int i = 0; i < SAME.size(); i++) {
      for (String name : SAME.get(i)) {
        SETS.put(name, i);
      }
    }
  }

  private Meanings() {}

  /** Whether two names mean the same, whatever their case and separators. */
  static boolean same(String a, String b) {
    Integer set = SETS.get(letters(a));
    return set != null && set.equals(SETS.get(letters(b)));
  }

  /** Whether both names are well known and mean different things, however alike they look. */
  static boolean differ(String a, String b) {
    Integer set = SETS.get(letters(a));
    Integer other = SETS.get(letters(b));
    return set != null && other != null && !set.equals(other);
  }

  /** Whether the second name sets by other means what the first one does. */
  static boolean standsIn(String wanted, String known) {
    Integer set = SETS.get(letters(wanted));
    return set != null
        && INSTEAD.getOrDefault(SAME.get(set).get(0), List.of()).contains(letters(known));
  }

  private static String letters(String name) {
    return name.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT);
  }
}

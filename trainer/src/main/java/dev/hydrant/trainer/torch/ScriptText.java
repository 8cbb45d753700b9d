package dev.hydrant.trainer.torch;

/** Texts other packages compose scripts from. */
public final class ScriptText {
  private ScriptText() {}

  /** The methods of a kernel file, indented by two spaces. */
  public static String kernel(String name) {
    return Kernels.text(name);
  }
}

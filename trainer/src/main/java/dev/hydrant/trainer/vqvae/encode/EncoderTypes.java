package dev.hydrant.trainer.vqvae.encode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kinds of encoders there are: those of this project and others on the class path. */
public final class EncoderTypes {
  private final List<EncoderType<?>> all = new ArrayList<>();

  private EncoderTypes() {
    ServiceLoader.load(EncoderType.class).forEach(this.all::add);
  }

  /** Looks for kinds. */
  public static EncoderTypes load() {
    return new EncoderTypes();
  }

  /** The kind of that name. */
  public Optional<EncoderType<?>> find(String name) {
    return all.stream().filter(t -> t.names().contains(name)).findFirst();
  }

  /** The first name of each kind. */
  public List<String> names() {
    return all.stream().map(t -> t.names().get(0)).sorted().toList();
  }
}

package dev.hydrant.trainer.logging;

import dev.hydrant.trainer.engine.callback.Callback;
import dev.hydrant.trainer.engine.callback.CallbackContext;
import dev.hydrant.trainer.engine.callback.CallbackFactory;
import dev.hydrant.trainer.engine.callback.NoSettings;
import java.util.function.Function;

/** Registers a logger that has no settings; any given are refused by name. */
abstract class PlainFactory implements CallbackFactory {
  private final String name;
  private final String description;
  private final Function<CallbackContext, Callback> maker;

  PlainFactory(String name, String description, Function<CallbackContext, Callback> maker) {
    this.name = name;
    this.description = description;
    this.maker = maker;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final String description() {
    return description;
  }

  @Override
  public final Callback create(CallbackContext context) {
    context.settings(NoSettings.class);
    return maker.apply(context);
  }
}

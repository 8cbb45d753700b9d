package dev.hydrant.config.source;

import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import dev.hydrant.config.error.ConfigLoadException;
import dev.hydrant.config.node.Origin;
import java.io.File;
import java.net.URL;

/** Refuses HOCON's {@code include} in all its forms: a config reads no file but its own. */
record RefusingIncluder(String source)
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    throw refuse(what);
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    throw refuse(what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refuse(what.toString());
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refuse(what);
  }

  private ConfigLoadException refuse(String what) {
    return new ConfigLoadException(
        "include '" + what + "' is not supported: name the config in the defaults list",
        Origin.of(source));
  }
}

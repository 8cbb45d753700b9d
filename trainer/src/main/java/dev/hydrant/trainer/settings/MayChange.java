package dev.hydrant.trainer.settings;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key that may have another value when a run goes on, with all keys beneath it: it says what is
 * shown, kept and measured, when a run ends, or what happens where it would otherwise have failed.
 * Every other key changes the numbers, or might, and must be allowed by name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface MayChange {}

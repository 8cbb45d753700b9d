/**
 * Why a composition is as it is: what set a value, how two compositions differ, what in a folder of
 * configs is never used. It only looks; it composes nothing differently.
 */
package dev.hydrant.config.explain;

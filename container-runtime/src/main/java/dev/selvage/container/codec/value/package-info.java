/** Codecs of values without parts of their own types: numbers, texts, times, enums, arrays of primitives. */
package dev.selvage.container.codec.value;

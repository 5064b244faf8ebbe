/** Codecs of values that hold other values, each a class of its own made from a template, so that the JIT sees through it. */
package dev.selvage.container.codec.compound;

/** Codecs of collections, maps, arrays of objects and optional values. */
package dev.selvage.container.codec.collection;

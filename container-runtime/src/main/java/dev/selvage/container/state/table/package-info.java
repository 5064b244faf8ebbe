/** Tables of rows in pages, found by the hash of their keys, of which a snapshot reads an unchanging view. */
package dev.selvage.container.state.table;

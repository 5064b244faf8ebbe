/** The files that tasks need besides their state, fetched from whoever leads and kept as long as a job needs them. */
package dev.selvage.container.blob;

/** The files that connectors read and write: a port, behind which the runtime puts its file systems. */
package dev.selvage.api.file;

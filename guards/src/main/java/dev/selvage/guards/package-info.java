/** Rules about the source tree itself. Each failure says what to do instead. */
package dev.selvage.guards;

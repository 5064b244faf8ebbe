/** Keyed state backends. */
package dev.selvage.container.state;

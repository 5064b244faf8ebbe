/** Keyed state as an operator sees it. */
package dev.selvage.api.state;

/** Where records come from: the contract of sources, and the built-in ones. */
package dev.selvage.api.source;

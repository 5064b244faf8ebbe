/** Windows: which records of a key are looked at together. */
package dev.selvage.api.window;
